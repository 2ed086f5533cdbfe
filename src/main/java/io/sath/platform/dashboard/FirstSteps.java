package io.sath.platform.dashboard;

import io.sath.platform.bots.Bots;
import io.sath.platform.journal.Performance;
import io.sath.platform.shared.TenantId;
import java.time.Clock;
import java.time.Instant;
import org.springframework.stereotype.Component;

/** Whether a tenant still has its first steps before it. */
@Component
public class FirstSteps {
    private final Bots bots;
    private final Performance performance;
    private final Clock clock;

    FirstSteps(Bots bots, Performance performance, Clock clock) {
        this.bots = bots;
        this.performance = performance;
        this.clock = clock;
    }

    /** Done as soon as the bot is wanted on, and once it has ever run. */
    public boolean done(TenantId tenant) {
        Instant now = clock.instant();
        return bots.status(tenant).desired()
                || performance.figures(tenant, now, now).currency() != null;
    }
}
