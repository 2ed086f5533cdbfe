package io.sath.platform.orchestration.scheduler.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One process of this machine, beyond doubt: a pid is used again, a pid that began at the same tick
 * of the same boot is not.
 *
 * @param startTicks clock ticks from the boot to the start of the process
 */
record ProcessId(long pid, String bootId, long startTicks) {
    private static final Path PROC = Path.of("/proc");
    private static final int PAGE = 4096;

    /** The process that has this pid now; empty if there is none, or it is dead already. */
    static Optional<ProcessId> of(long pid) {
        return stat(pid).map(stat -> new ProcessId(pid, bootNow(), stat.startTicks()));
    }

    boolean lives() {
        return bootId.equals(bootNow())
                && stat(pid).filter(stat -> stat.startTicks() == startTicks).isPresent();
    }

    /** Resident memory; 0 for a process that is gone. */
    long residentBytes() {
        try {
            String[] pages =
                    Files.readString(PROC.resolve(pid + "/statm"), StandardCharsets.US_ASCII)
                            .split(" ");
            return Long.parseLong(pages[1]) * PAGE;
        } catch (IOException e) {
            return 0;
        }
    }

    /** The arguments it was started with; empty for a process that is gone or another user's. */
    static List<String> arguments(long pid) {
        try {
            return List.of(Files.readString(PROC.resolve(pid + "/cmdline")).split("\0"));
        } catch (IOException e) {
            return List.of();
        }
    }

    static String bootNow() {
        return BootId.VALUE;
    }

    private record Stat(long startTicks) {}

    private static Optional<Stat> stat(long pid) {
        try {
            String line = Files.readString(PROC.resolve(pid + "/stat"));
            // The name in brackets may hold anything; the fields begin behind its last bracket.
            String[] fields = line.substring(line.lastIndexOf(')') + 2).split(" ");
            boolean dead = fields[0].equals("Z") || fields[0].equals("X");
            return dead ? Optional.empty() : Optional.of(new Stat(Long.parseLong(fields[19])));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static final class BootId {
        static final String VALUE = read();

        private static String read() {
            try {
                return Files.readString(PROC.resolve("sys/kernel/random/boot_id")).strip();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(
                        "bots as local processes need Linux with /proc", e);
            }
        }
    }
}
