package io.sath.platform.orchestration.scheduler.nomad;

import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.Workload;
import io.sath.platform.secrets.SecretDelivery;
import io.sath.platform.secrets.SecretDelivery.ByVault;
import io.sath.platform.shared.BotId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Registers, ends and purges bots' jobs. Writes are sent once; whether one that broke off was
 * carried out is read back.
 */
final class BotJobs {
    private static final Logger LOG = LoggerFactory.getLogger(BotJobs.class);
    private static final int TRIES = 3;

    private final NomadHttp http;
    private final NomadSdk sdk;
    private final JobSpec specs;
    private final ClusterView view;
    private final ClusterReader reader;

    BotJobs(NomadHttp http, NomadSdk sdk, JobSpec specs, ClusterView view, ClusterReader reader) {
        this.http = http;
        this.sdk = sdk;
        this.specs = specs;
        this.view = view;
        this.reader = reader;
    }

    void apply(Workload workload) {
        for (int attempt = 1; !applied(workload); attempt++) {
            if (attempt == TRIES) {
                throw new NomadFailure.Conflict("others change this job all the time", 0);
            }
            var _ = reader.readBack(workload.bot());
        }
    }

    /** False where somebody else changed the job meanwhile. */
    private boolean applied(Workload workload) {
        BotId bot = workload.bot();
        BotSeen seen = reader.current(bot);
        JobSeen job = seen.job();
        if (job != null
                && !job.dead()
                && !job.checkOnly()
                && job.specHash().equals(workload.specHash())) {
            if (reader.rev(bot) != workload.settingsRev()) {
                reader.write(workload, seen);
            }
            return true;
        }
        if (job != null && job.stop() && seen.live() != null) {
            // It ends; a new one would run beside it.
            return true;
        }
        ByVault secrets = byVault(workload.secrets().get());
        reader.write(workload, seen);
        String spec = specs.running(workload, secrets);
        try {
            sdk.register(spec, job == null ? 0 : job.jobModifyIndex());
        } catch (NomadFailure.Conflict e) {
            return false;
        } catch (NomadFailure.Unavailable e) {
            JobSeen now = e.ambiguous ? reader.readBack(bot).job() : null;
            if (now == null || now.stop() || !now.specHash().equals(workload.specHash())) {
                throw e;
            }
            LOG.info("bot {}: the answer was lost, the registration was not", bot);
            return true;
        }
        var _ = reader.readBack(bot);
        return true;
    }

    static ByVault byVault(SecretDelivery delivery) {
        return switch (delivery) {
            case ByVault vault -> vault;
            case SecretDelivery.ByStdin stdin -> {
                stdin.close();
                throw new IllegalStateException(
                        "a job of the cluster reads its keys from Vault; this delivery is for a"
                                + " local process");
            }
        };
    }

    /** False where there is nothing to end. */
    boolean end(BotId bot) {
        JobSeen job = reader.current(bot).job();
        if (job == null || job.checkOnly()) {
            return false;
        }
        if (job.stop()) {
            return true;
        }
        try {
            var _ = sdk.deregister(JobId.of(bot), false);
        } catch (NomadFailure.Unavailable e) {
            JobSeen now = e.ambiguous ? reader.readBack(bot).job() : job;
            if (now != null && !now.stop()) {
                throw e;
            }
            return true;
        }
        var _ = reader.readBack(bot);
        return true;
    }

    /** The cluster kills by itself after its own timeout; this is for a shorter grace. */
    void kill(BotId bot) {
        BotSeen seen = view.get(bot);
        AllocationSeen live = seen.live();
        if (live != null && seen.job() != null && seen.job().stop()) {
            try {
                http.kill(live.allocationId());
            } catch (NomadFailure e) {
                LOG.warn("bot {}: could not be killed: {}", bot, e.getMessage());
            }
        }
    }

    /** Forgets an ended one. */
    void purge(BotId bot) {
        boolean over =
                reader.current(bot).observed(0) instanceof Observed.Ended ended && !ended.again();
        if (!over) {
            return;
        }
        // The settings first: a purge that breaks off in between leaves the job, and is made again.
        reader.forget(bot);
        try {
            view.gone(bot, NomadReads.index(sdk.deregister(JobId.of(bot), true)));
        } catch (NomadFailure.Unavailable e) {
            if (!e.ambiguous || reader.readBack(bot).job() != null) {
                throw e;
            }
        }
    }
}
