package io.sath.platform.orchestration.scheduler;

import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.util.function.Supplier;

/**
 * A bot as it is to run.
 *
 * @param specHash of everything that needs a new run when it changes
 * @param memoryMb resident memory above which the run is ended
 * @param cpuPercent share of a core
 * @param settingsRev the revision of {@code settings}
 * @param settings the bot's settings file
 * @param secrets how it gets its secrets, asked for at each start
 */
public record Workload(
        TenantId tenant,
        BotId bot,
        String specHash,
        int memoryMb,
        int cpuPercent,
        long settingsRev,
        String settings,
        Supplier<SecretDelivery> secrets) {

    /** How secrets reach a job. */
    public sealed interface SecretDelivery {
        /** The cluster's own means render them from this path; the platform never sees a value. */
        record ByVault(String path) implements SecretDelivery {}

        /** One line for the process' standard input, at most 16 KiB; {@code {}} for none. */
        record ByStdin(byte[] line) implements SecretDelivery {
            @Override
            public String toString() {
                return "ByStdin[" + line.length + " bytes]";
            }
        }
    }
}
