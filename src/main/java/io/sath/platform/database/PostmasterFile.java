package io.sath.platform.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * {@code postmaster.pid} of a data directory: which server works there, if one does.
 *
 * <p>A number in it proves nothing: after a restart of the machine or of a container it may belong
 * to any program, to this very one too. A server counts only if it is alive and works in the
 * directory.
 */
record PostmasterFile(Path data) {

    enum Status {
        STARTING,
        READY,
        STOPPING
    }

    /** The server at work in the directory. */
    record Running(ProcessHandle process, int port, Status status) {}

    Optional<Running> running() throws IOException {
        if (!Files.exists(file())) {
            return Optional.empty();
        }
        List<String> lines = Files.readAllLines(file());
        try {
            return ProcessHandle.of(Long.parseLong(lines.get(0).strip()))
                    .filter(this::worksHere)
                    .map(process -> new Running(process, port(lines), status(lines)));
        } catch (NumberFormatException | IndexOutOfBoundsException e) {
            return Optional.empty(); // cut off while it was written
        }
    }

    /** Whether any process of a server, its children included, still works in the directory. */
    boolean inUse() {
        try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
            return all.anyMatch(this::worksHere);
        }
    }

    void remove() throws IOException {
        Files.deleteIfExists(file());
    }

    private Path file() {
        return data.resolve("postmaster.pid");
    }

    private static int port(List<String> lines) {
        return lines.size() > 3 ? Integer.parseInt(lines.get(3).strip()) : 0;
    }

    private static Status status(List<String> lines) {
        return switch (lines.size() > 7 ? lines.get(7).strip() : "starting") {
            case "ready" -> Status.READY;
            case "stopping" -> Status.STOPPING;
            default -> Status.STARTING;
        };
    }

    private boolean worksHere(ProcessHandle process) {
        Path of = Path.of("/proc", Long.toString(process.pid()));
        try {
            if (Files.exists(Path.of("/proc/self"))) {
                // A server and its children stand in their data directory.
                return Files.readSymbolicLink(of.resolve("cwd")).equals(data.toRealPath())
                        && Files.readString(of.resolve("comm")).startsWith("postgres");
            }
            return process.info()
                    .commandLine()
                    .filter(line -> line.contains("postgres") && line.contains(data.toString()))
                    .isPresent();
        } catch (IOException e) {
            return false; // gone meanwhile, or somebody else's
        }
    }
}
