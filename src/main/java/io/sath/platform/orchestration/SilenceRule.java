package io.sath.platform.orchestration;

import io.sath.platform.shared.BotId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * When bots that give no sign of life may be ended, as the whole fleet sees it: at once where they
 * are few. Where many are silent together, machines are overloaded or their words do not get here;
 * ending all of them would start all of them and make it worse. Then one is ended after another, so
 * that all of them would take ten minutes.
 */
final class SilenceRule {
    private static final Logger LOG = LoggerFactory.getLogger(SilenceRule.class);

    /** A bot speaks every 10 s. */
    static final Duration SILENT = Duration.ofSeconds(30);

    private static final int FEW = 3;
    private static final int MANY_PERCENT = 20;
    private static final Duration ALL = Duration.ofMinutes(10);
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Set<BotId> running = new HashSet<>();
    private final Set<BotId> silent = new HashSet<>();
    private Instant next = Instant.MIN;
    private boolean many;

    /** A running bot was last heard then, or began then. */
    synchronized void runs(BotId bot, Instant heardAt, Instant now) {
        running.add(bot);
        if (now.isBefore(heardAt.plus(SILENT))) {
            silent.remove(bot);
        } else {
            silent.add(bot);
        }
        boolean are = silent.size() > FEW && silent.size() * 100 > running.size() * MANY_PERCENT;
        if (are != many) {
            many = are;
            LOG.warn(
                    many
                            ? "{} of {} bots are silent: a machine or the way to it is at fault;"
                                    + " they are ended one after another at most"
                            : "{} of {} bots are silent, few again",
                    silent.size(),
                    running.size());
        }
    }

    synchronized void rests(BotId bot) {
        running.remove(bot);
        silent.remove(bot);
    }

    /** Until when one that is to be ended for its silence is spared; null: it may be ended now. */
    synchronized @Nullable Instant spared(Instant now) {
        if (!many) {
            return null;
        }
        if (now.isBefore(next)) {
            return next;
        }
        Duration pause = ALL.dividedBy(silent.size());
        next = now.plus(pause.compareTo(SHORTEST) < 0 ? SHORTEST : pause);
        return null;
    }
}
