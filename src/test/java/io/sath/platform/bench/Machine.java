package io.sath.platform.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.stream.Stream;

/** The machine that is measured on, and what it tells of a process. */
final class Machine {
    private Machine() {}

    static String description() throws IOException {
        OperatingSystemMXBean system =
                (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return String.format(
                Locale.ROOT,
                "%s, %d cores, %d GB, %s %s, JDK %s, load %.1f",
                processor(),
                Runtime.getRuntime().availableProcessors(),
                system.getTotalMemorySize() >> 30,
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("java.version"),
                system.getSystemLoadAverage());
    }

    /** Resident memory in MB. */
    static double residentMb(ProcessHandle process) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        if (Files.exists(status)) {
            try (Stream<String> lines = Files.lines(status)) {
                return lines.filter(line -> line.startsWith("VmRSS:"))
                                .map(line -> line.replaceAll("[^0-9]", ""))
                                .mapToLong(Long::parseLong)
                                .findFirst()
                                .orElseThrow()
                        / 1024.0;
            }
        }
        Process ps =
                new ProcessBuilder("ps", "-o", "rss=", "-p", Long.toString(process.pid())).start();
        String text = new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Long.parseLong(text.strip()) / 1024.0;
    }

    static Duration cpu(ProcessHandle process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    private static String processor() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        if (Files.exists(info)) {
            try (Stream<String> lines = Files.lines(info)) {
                return lines.filter(line -> line.startsWith("model name"))
                        .map(line -> line.substring(line.indexOf(':') + 1).strip())
                        .findFirst()
                        .orElse(System.getProperty("os.arch"));
            }
        }
        return System.getProperty("os.arch");
    }
}
