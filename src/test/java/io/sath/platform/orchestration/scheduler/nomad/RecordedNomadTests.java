package io.sath.platform.orchestration.scheduler.nomad;

import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import io.sath.platform.orchestration.scheduler.WorkloadSchedulerContract;
import io.sath.platform.secrets.SecretDelivery;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** The port's contract on a server that answers from a real Nomad's recorded answers. */
class RecordedNomadTests extends WorkloadSchedulerContract {
    private final RecordedNomad nomad = open();
    private final List<NomadScheduler> opened = new ArrayList<>();

    private static RecordedNomad open() {
        try {
            return new RecordedNomad();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Override
    protected WorkloadScheduler scheduler() {
        NomadScheduler fresh =
                TestSettings.scheduler(
                        TestSettings.of(
                                nomad.addr(), null, TestSettings.JOB_FILE, Path.of("bot.jar")),
                        Clock.systemUTC());
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
    void endAll() {
        opened.forEach(NomadScheduler::close);
        nomad.close();
    }
}
