package io.sath.platform.orchestration.scheduler.nomad;

import io.sath.platform.shared.BotId;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks those again to end that were asked while they began. The first process of a container is
 * deaf to a signal until it listens for it, and Nomad asks once: the run would go on until it is
 * killed, and no other could begin before.
 */
final class LostSignals {
    private static final Logger LOG = LoggerFactory.getLogger(LostSignals.class);

    /** By then a program listens, and the node has told when it asked. */
    private static final Duration SOON = Duration.ofSeconds(1);

    private static final Duration AGAIN = Duration.ofSeconds(3);

    private final NomadHttp http;
    private final ClusterView view;
    private final ScheduledExecutorService timer;

    /** The placements that are watched. */
    private final Set<String> watched = ConcurrentHashMap.newKeySet();

    LostSignals(NomadHttp http, ClusterView view, ScheduledExecutorService timer) {
        this.http = http;
        this.view = view;
        this.timer = timer;
    }

    /** What is seen of the bot has changed. */
    void look(BotId bot) {
        AllocationSeen ending = ending(bot);
        if (ending != null && watched.add(ending.id())) {
            later(bot, ending.id(), SOON);
        }
    }

    private @Nullable AllocationSeen ending(BotId bot) {
        AllocationSeen live = view.get(bot).live();
        return live != null && live.wantedToStop() ? live : null;
    }

    private void later(BotId bot, String placement, Duration delay) {
        try {
            var _ =
                    timer.schedule(
                            () -> Thread.startVirtualThread(() -> check(bot, placement)),
                            delay.toMillis(),
                            TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("bot {}: asked no more, this platform ends", bot);
        }
    }

    private void check(BotId bot, String placement) {
        AllocationSeen ending = ending(bot);
        Runs runs = ending == null ? null : Runs.of(ending);
        if (ending == null
                || runs == null
                || !ending.id().equals(placement)
                || !runs.askedWhileItBegan()) {
            watched.remove(placement);
            return;
        }
        LOG.info("bot {}: it was asked to end before it could hear it, and is asked again", bot);
        try {
            http.ask(ending.allocationId());
        } catch (NomadFailure e) {
            LOG.info("bot {}: it could not be asked again: {}", bot, e.getMessage());
        }
        later(bot, placement, AGAIN);
    }
}
