package io.sath.platform.logs.web;

import io.sath.platform.logs.LogFeed;
import io.sath.platform.logs.LogQuery;
import io.sath.platform.logs.Logs;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.annotation.security.RolesAllowed;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** The log of the caller's tenant: what is stored, and what arrives. */
@RestController
@RequestMapping("/api/v1/logs")
@RolesAllowed("VIEWER")
class LogsController {
    private final Logs logs;
    private final LogStreams streams;

    LogsController(Logs logs, LogStreams streams) {
        this.logs = logs;
        this.streams = streams;
    }

    @GetMapping
    @Operation(
            summary = "Stored lines by their time",
            description =
                    "A search looks at 50,000 lines a page: a page may hold fewer lines than asked"
                            + " for, or none, and still have a nextCursor to go on with.")
    Page<LineJson> list(Caller caller, PageRequest page, LogParameters wanted, Locale locale) {
        return logs.page(caller.tenantId(), wanted.query(), page)
                .map(line -> LineJson.of(line, locale));
    }

    @GetMapping(path = "/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "Lines as they arrive, by server-sent events or by WebSocket",
            description =
                    "Events: {type:line, …}, {type:dropped, count}, {type:state, …status}. Over"
                            + " WebSocket the token comes in the header or as first frame"
                            + " {\"accessToken\":…} within 5 s, else the connection is closed with 4401;"
                            + " another such frame renews it. The stream ends with its token.")
    SseEmitter stream(
            Caller caller,
            LogParameters wanted,
            @RequestHeader(name = "Authorization") String authorization,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
            Locale locale) {
        LogQuery query = wanted.query();
        LogFeed.Start start =
                last == null || last.isBlank() ? LogFeed.Start.tail(0) : LogFeed.Start.after(last);
        return SseStream.open(
                streams, caller, LogStreams.bearer(authorization), query, start, locale);
    }
}
