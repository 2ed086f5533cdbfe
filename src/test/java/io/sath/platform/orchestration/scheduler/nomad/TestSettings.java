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
        return of(addr, tokenFile, nodesTokenFile, jobFile, "raw_exec", program.toString(), "/jre");
    }

    /** The product's own job, with the program that the nodes have beside the runtime. */
    static NomadSettings real(
            URI addr, Path tokenFile, Path nodesTokenFile, String driver, String javaHome) {
        return of(addr, tokenFile, nodesTokenFile, JOB_FILE, driver, "", javaHome);
    }

    private static NomadSettings of(
            URI addr,
            @Nullable Path tokenFile,
            @Nullable Path nodesTokenFile,
            Path jobFile,
            String driver,
            String program,
            String javaHome) {
        return new NomadSettings(
                addr,
                "bots",
                null,
                tokenFile,
                nodesTokenFile,
                null,
                jobFile,
                driver,
                List.of("*"),
                "",
                program,
                javaHome,
                "",
                2500,
                20,
                70,
                Duration.ofSeconds(65));
    }

    static NomadScheduler scheduler(NomadSettings settings, Clock clock) {
        return scheduler(
                settings, NomadAccess.Deadlines.STANDARD, EventFeed.Patience.STANDARD, clock);
    }

    static NomadScheduler scheduler(
            NomadSettings settings,
            NomadAccess.Deadlines deadlines,
            EventFeed.Patience patience,
            Clock clock) {
        return new NomadScheduler(
                access(settings, settings.tokenFile(), deadlines),
                access(settings, settings.nodesTokenFile(), deadlines),
                settings,
                patience,
                clock);
    }

    private static NomadAccess access(
            NomadSettings settings, @Nullable Path token, NomadAccess.Deadlines deadlines) {
        return new NomadAccess(
                java.util.Objects.requireNonNull(settings.addr()),
                settings.namespace(),
                settings.region(),
                token,
                null,
                deadlines);
    }
}
