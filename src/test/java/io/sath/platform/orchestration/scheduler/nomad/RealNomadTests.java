package io.sath.platform.orchestration.scheduler.nomad;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import io.sath.platform.orchestration.scheduler.WorkloadSchedulerContract;
import io.sath.platform.secrets.SecretDelivery;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** The port's contract on a real Nomad, with the rights that the platform has in operation. */
@ExtendWith(RealNomad.AtHand.class)
class RealNomadTests extends WorkloadSchedulerContract {
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

    @AfterEach
    void endAll() throws Exception {
        opened.forEach(NomadScheduler::close);
        Objects.requireNonNull(nomad)
                .call("DELETE", "/v1/job/bot-" + bot + "?namespace=bots&purge=true", null);
    }
}
