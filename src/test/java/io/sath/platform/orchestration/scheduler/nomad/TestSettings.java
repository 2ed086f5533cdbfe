package io.sath.platform.orchestration.scheduler.nomad;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The adapter over a cluster that a test brings. */
final class TestSettings {
    /** The job of the product itself: its text is all that a recorded cluster takes. */
    static final Path JOB_FILE = Path.of("nomad-jobs/bot.nomad.hcl");

    private TestSettings() {}

    static NomadSettings of(URI addr, @Nullable Path tokenFile, Path jobFile, Path program) {
        return of(addr, tokenFile, null, jobFile, program);
    }

    static NomadSettings of(
            URI addr,
            @Nullable Path tokenFile,
            @Nullable Path nodesTokenFile,
            Path jobFile,
            Path program) {
        return new NomadSettings(
                addr,
                "bots",
                null,
                tokenFile,
                nodesTokenFile,
                null,
                jobFile,
                "raw_exec",
                List.of("*"),
                "",
                program.toString(),
                "/jre",
                "",
                2500,
                Duration.ofSeconds(65));
    }

    static NomadScheduler scheduler(NomadSettings settings, Clock clock) {
        return scheduler(settings, EventFeed.Patience.STANDARD, clock);
    }

    static NomadScheduler scheduler(
            NomadSettings settings, EventFeed.Patience patience, Clock clock) {
        return new NomadScheduler(
                new NomadAccess(
                        java.util.Objects.requireNonNull(settings.addr()),
                        settings.namespace(),
                        settings.region(),
                        settings.tokenFile(),
                        null),
                new NomadAccess(
                        java.util.Objects.requireNonNull(settings.addr()),
                        settings.namespace(),
                        settings.region(),
                        settings.nodesTokenFile(),
                        null),
                settings,
                patience,
                clock);
    }
}
