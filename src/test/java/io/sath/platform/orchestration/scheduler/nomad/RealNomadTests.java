package io.sath.platform.orchestration.scheduler.nomad;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.Workload;
import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import io.sath.platform.orchestration.scheduler.WorkloadSchedulerContract;
import io.sath.platform.secrets.SecretDelivery;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The port's contract on a real Nomad, with the rights that the platform has in operation. */
@ExtendWith(RealNomad.AtHand.class)
class RealNomadTests extends WorkloadSchedulerContract {
    private static final SecureRandom RANDOM = new SecureRandom();

    @TempDir static Path files;

    private static @Nullable RealNomad nomad;
    private static NomadSettings settings;

    private final List<NomadScheduler> opened = new ArrayList<>();

    @BeforeAll
    static void start() throws Exception {
        nomad = RealNomad.start();
        settings =
                TestSettings.of(
                        nomad.addr(),
                        nomad.tokenFile(),
                        nomad.nodesTokenFile(),
                        copy("/nomad/scripted.nomad.hcl"),
                        copy("/orchestration/scripted-bot.sh"));
    }

    @AfterAll
    static void end() throws Exception {
        if (nomad != null) {
            nomad.close();
        }
    }

    private static Path copy(String resource) throws IOException {
        Path file = files.resolve(resource.substring(resource.lastIndexOf('/') + 1));
        try (var in = RealNomadTests.class.getResourceAsStream(resource)) {
            return Files.writeString(
                    file, new String(Objects.requireNonNull(in).readAllBytes(), UTF_8));
        }
    }

    @Override
    protected WorkloadScheduler scheduler() {
        NomadScheduler fresh = TestSettings.scheduler(settings, Clock.systemUTC());
        opened.add(fresh);
        return fresh;
    }

    @Override
    protected WorkloadScheduler another() {
        opened.getLast().close();
        return scheduler();
    }

    @Override
    protected SecretDelivery secrets() {
        return new SecretDelivery.ByVault("kv/data/tenants/bot-" + bot, List.of());
    }

    /** With places for none: what is registered is what matters. */
    @Test
    void aRegistrationWhoseAnswerIsLostIsFoundAHundredTimes() throws Exception {
        RealNomad real = Objects.requireNonNull(nomad);
        Path nowhere =
                Files.writeString(
                        files.resolve("nowhere.nomad.hcl"),
                        Files.readString(settings.jobFile())
                                .replace("= var.datacenters", "= [\"nowhere\"]"));
        List<BotId> bots = new ArrayList<>();
        try (NomadLink link = NomadLink.to(real)) {
            link.aroundRegistrations(
                    () -> {},
                    () -> {
                        throw new IllegalStateException("the answer is lost");
                    });
            NomadScheduler lossy =
                    TestSettings.scheduler(
                            TestSettings.of(
                                    link.addr(), real.tokenFile(), nowhere, Path.of("none")),
                            Clock.systemUTC());
            opened.add(lossy);
            lossy.recover();
            for (int i = 0; i < 100; i++) {
                BotId one = BotId.random(RANDOM);
                bots.add(one);
                lossy.apply(workload(one, "a", 1));
                assertThat(lossy.observe(one)).isInstanceOf(Observed.Pending.class);
                lossy.apply(workload(one, "b", 2));
                assertThat(lossy.observe(one)).isInstanceOf(Observed.Pending.class);
            }
            assertThat(link.registrations()).as("nothing is sent twice").isEqualTo(200);
        }
        List<String> jobs = new ArrayList<>();
        for (JsonNode job : real.get("/v1/jobs?namespace=bots&meta=true")) {
            assertThat(job.path("Meta").path("spec_hash").asString()).isEqualTo("b");
            jobs.add(job.path("ID").asString());
        }
        assertThat(jobs)
                .containsExactlyInAnyOrderElementsOf(
                        bots.stream().map(one -> "bot-" + one).toList());
        for (BotId one : bots) {
            assertThat(real.get("/v1/job/bot-" + one + "?namespace=bots").path("Version").asInt())
                    .isEqualTo(1);
            scheduler.stop(one, SOON);
            scheduler.purge(one);
            assertThat(scheduler.observe(one)).isEqualTo(new Observed.Absent());
        }
    }

    private Workload workload(BotId of, String spec, long rev) {
        return new Workload(
                new TenantId(new UUID(1, 2)),
                of,
                "free",
                spec,
                PROGRAM,
                128,
                10,
                rev,
                "{}",
                () -> new SecretDelivery.ByVault("kv/data/tenants/bot-" + of, List.of()));
    }

    @AfterEach
    void endAll() throws Exception {
        opened.forEach(NomadScheduler::close);
        Objects.requireNonNull(nomad)
                .call("DELETE", "/v1/job/bot-" + bot + "?namespace=bots&purge=true", null);
    }
}
