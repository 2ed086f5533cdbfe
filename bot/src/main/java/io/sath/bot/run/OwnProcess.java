package io.sath.bot.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** What the operating system says of this process; 0 where it does not say. */
final class OwnProcess {

    private static final Path STATM = Path.of("/proc/self/statm");
    private static final long PAGE = 4096;

    private OwnProcess() {}

    static long residentBytes() {
        try {
            return Long.parseLong(Files.readString(STATM).split(" ", 3)[1]) * PAGE;
        } catch (IOException | RuntimeException _) {
            return 0;
        }
    }

    static long cpuMillis() {
        return ProcessHandle.current().info().totalCpuDuration().map(Duration::toMillis).orElse(0L);
    }
}
