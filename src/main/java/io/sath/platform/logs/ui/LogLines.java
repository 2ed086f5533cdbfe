package io.sath.platform.logs.ui;

import io.sath.platform.logs.LogLine;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.LogConsole;
import io.sath.platform.ui.Messages;

/** Makes lines ready for one person's console. */
final class LogLines {
    private final Formats formats;
    private final Messages texts;

    LogLines(Formats formats, Messages texts) {
        this.formats = formats;
        this.texts = texts;
    }

    LogConsole.Line shown(LogLine line) {
        return new LogConsole.Line(
                line.id().toString(),
                formats.timeWithMillis(line.at()),
                line.at().toEpochMilli(),
                line.level().word(),
                texts.get("logs.source." + line.source().word()),
                line.code() == null ? "" : line.code(),
                line.message(formats.locale()));
    }
}
