package io.sath.platform.logs.ui;

import com.vaadin.flow.server.streams.DownloadEvent;
import com.vaadin.flow.server.streams.DownloadHandler;
import io.sath.platform.logs.LogLine;
import io.sath.platform.logs.LogQuery;
import io.sath.platform.logs.Logs;
import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.TenantId;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The stored lines that the page's filter wants as a text file, newest first, at most {@value
 * #MOST}: the file itself says when there were more.
 */
final class LogDownload implements DownloadHandler {
    private static final long serialVersionUID = 1L;
    private static final int MOST = 50_000;

    private final transient Logs logs;
    private final transient TenantId tenant;
    private final transient Supplier<LogQuery> query;
    private final Locale locale;
    private final String tooMany;

    LogDownload(
            Logs logs, TenantId tenant, Supplier<LogQuery> query, Locale locale, String tooMany) {
        this.logs = logs;
        this.tenant = tenant;
        this.query = query;
        this.locale = locale;
        this.tooMany = tooMany;
    }

    @Override
    public void handleDownloadRequest(DownloadEvent event) throws IOException {
        event.setFileName("sath-log.txt");
        event.setContentType("text/plain; charset=utf-8");
        try (Writer file =
                new OutputStreamWriter(event.getOutputStream(), StandardCharsets.UTF_8)) {
            write(file);
        }
    }

    private void write(Writer file) throws IOException {
        LogQuery wanted = query.get();
        @Nullable String cursor = null;
        int written = 0;
        do {
            Page<LogLine> page =
                    logs.page(
                            tenant, wanted, new PageRequest(PageRequest.MAX_LIMIT, cursor, false));
            for (LogLine line : page.items()) {
                file.write(text(line));
                written++;
            }
            cursor = page.nextCursor();
        } while (cursor != null && written < MOST);
        if (cursor != null) {
            file.write(tooMany + "\n");
        }
    }

    private String text(LogLine line) {
        return line.at()
                + " "
                + line.level().name()
                + " "
                + line.source().word()
                + " "
                + (line.code() == null ? "" : line.code() + " ")
                + line.message(locale)
                + "\n";
    }
}
