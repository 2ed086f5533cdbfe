package io.sath.platform.orchestration;

import io.sath.platform.bots.BotConfig.StopPolicy;
import io.sath.platform.bots.Bots;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.TenantId;
import io.sath.platform.support.Fixtures;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What the experiments with a fleet share. */
final class Experiments {
    private Experiments() {}

    /** A tenant's bot and its owner. */
    record Owned(Caller owner, TenantId tenant, BotId bot) {}

    /** Their choices; {@code -Dsath.seed=} repeats a run. */
    static Random random(String experiment) {
        long seed = Long.getLong("sath.seed", System.nanoTime());
        System.out.printf("{\"experiment\":\"%s\",\"seed\":%d}%n", experiment, seed);
        return new Random(seed);
    }

    static List<Owned> bots(int count, Fixtures fixtures, Bots bots) {
        List<Owned> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Fixtures.Person person = fixtures.person();
            all.add(
                    new Owned(
                            fixtures.owner(person),
                            person.tenant(),
                            bots.status(person.tenant()).botId()));
        }
        return all;
    }

    /** Other tests run a fleet of their own on the same database. */
    static void off(List<Owned> all, Bots bots) {
        all.forEach(one -> bots.stop(one.tenant(), one.owner(), StopPolicy.LEAVE));
    }
}
