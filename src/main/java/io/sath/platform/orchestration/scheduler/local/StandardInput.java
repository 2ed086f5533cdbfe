package io.sath.platform.orchestration.scheduler.local;

import io.sath.platform.orchestration.scheduler.Workload;
import io.sath.platform.secrets.SecretDelivery;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands a process its secrets: the first line of its standard input. */
final class StandardInput {
    private static final Logger LOG = LoggerFactory.getLogger(StandardInput.class);

    private StandardInput() {}

    /** What is to be handed over; the caller closes it. */
    static SecretDelivery.ByStdin secrets(Workload workload) {
        return switch (workload.secrets().get()) {
            case SecretDelivery.ByStdin line -> line;
            case SecretDelivery.ByVault ignored ->
                    throw new IllegalArgumentException(
                            "a local process gets its secrets by its standard input");
        };
    }

    /**
     * Writes the line, wipes it, and closes the input. A process that died at once has closed its
     * input; its end tells more than this would.
     */
    static void deliver(Process child, SecretDelivery.ByStdin secrets) {
        byte[] line = secrets.line().bytes();
        try (OutputStream in = child.getOutputStream()) {
            in.write(line);
            in.write('\n');
            in.flush();
            // The stream keeps its buffer as long as the process is known: blanks go over it.
            Arrays.fill(line, (byte) ' ');
            in.write(line);
        } catch (IOException e) {
            LOG.info("process {}: took no secrets: {}", child.pid(), e.getMessage());
        } finally {
            secrets.close();
        }
    }
}
