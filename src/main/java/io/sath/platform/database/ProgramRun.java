package io.sath.platform.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs PostgreSQL's programs as a user that they accept, since they refuse to run as root.
 *
 * <p>A platform that is root runs them in a user namespace of their own, where they see no root and
 * the files stay root's; where namespaces are forbidden, or the data belong to somebody else, as
 * the owner of the data.
 */
record ProgramRun(List<String> prefix) {
    private static final int NOBODY = 65534;

    /** How a program has to be run to work on {@code data}, which exists. */
    static ProgramRun on(Path data) throws IOException {
        if (!System.getProperty("user.name").equals("root")) {
            return new ProgramRun(List.of());
        }
        int owner = (Integer) Files.getAttribute(data, "unix:uid");
        if (owner == 0 && new ProgramRun(List.of()).succeeds(List.of("unshare", "-U", "true"))) {
            return new ProgramRun(List.of("unshare", "-U"));
        }
        if (owner == 0) {
            owner = NOBODY;
            FileTrees.giveTo(data, owner);
        }
        return new ProgramRun(
                List.of("setpriv", "--reuid=" + owner, "--regid=" + owner, "--clear-groups"));
    }

    /**
     * Runs a program to its end.
     *
     * @return what it wrote
     * @throws IOException when it fails or takes longer; the message is what it wrote last
     */
    String run(List<String> command, Duration patience) throws IOException {
        List<String> all = new ArrayList<>(prefix);
        all.addAll(command);
        Path output = Files.createTempFile("sath-postgres", ".out");
        try {
            // Into a file: a server that keeps the pipe open would keep its reader waiting.
            ProcessBuilder builder =
                    new ProcessBuilder(all)
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile());
            builder.environment().keySet().removeIf(name -> name.startsWith("PG"));
            builder.environment().put("LC_ALL", "C");
            Process process = builder.start();
            process.getOutputStream().close();
            if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
                throw new IOException("no answer within " + patience.toSeconds() + " s");
            }
            String text = new String(Files.readAllBytes(output), StandardCharsets.UTF_8).strip();
            if (process.exitValue() != 0) {
                throw new IOException(lastLine(text));
            }
            return text;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("interrupted", e);
        } finally {
            Files.deleteIfExists(output);
        }
    }

    private boolean succeeds(List<String> command) {
        try {
            run(command, Duration.ofSeconds(10));
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** pg_ctl ends with a hint at the log, which is no reason. */
    private static String lastLine(String text) {
        String said = text.replace("Examine the log output.", "").strip();
        return said.substring(said.lastIndexOf('\n') + 1);
    }
}
