package io.sath.platform;

import io.sath.platform.shared.StartFault;
import io.sath.platform.shared.Text;
import java.util.Locale;
import java.util.Objects;
import org.springframework.boot.web.server.PortInUseException;

/** Why the platform did not start, as one sentence for the person at the console. */
public final class StartFailure {
    private StartFailure() {}

    public static String sentence(Throwable failure, Locale locale) {
        Throwable root = failure;
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof PortInUseException port) {
                return Text.of("admin.start.port-in-use", Integer.toString(port.getPort()))
                        .in(locale);
            }
            if (cause instanceof StartFault fault) {
                return fault.text().in(locale);
            }
            root = cause;
        }
        return Text.of("admin.start.failed", firstLine(root)).in(locale);
    }

    private static String firstLine(Throwable failure) {
        String message =
                Objects.requireNonNullElse(
                        failure.getMessage(), failure.getClass().getSimpleName());
        return message.lines().findFirst().orElse(message);
    }
}
