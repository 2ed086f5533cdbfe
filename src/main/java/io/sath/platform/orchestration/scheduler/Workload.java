package io.sath.platform.orchestration.scheduler;

import io.sath.platform.secrets.SecretDelivery;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.util.function.Supplier;

/**
 * A bot as it is to run.
 *
 * @param plan the code of its tenant's plan, as {@code billing.Plan} has it: shown beside what
 *     runs, and no part of what {@code specHash} is of
 * @param specHash of everything that needs a new run when it changes
 * @param program the build to run; part of what {@code specHash} is of
 * @param memoryMb resident memory above which the run is ended
 * @param cpuPercent share of a core
 * @param settingsRev the revision of {@code settings}
 * @param settings the bot's settings file
 * @param secrets how it gets its secrets: asked for once at each start and only then, closed by the
 *     scheduler whatever happens. What it throws goes on to the caller, and nothing starts
 */
public record Workload(
        TenantId tenant,
        BotId bot,
        String plan,
        String specHash,
        Program program,
        int memoryMb,
        int cpuPercent,
        long settingsRev,
        String settings,
        Supplier<SecretDelivery> secrets) {}
