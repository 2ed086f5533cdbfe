package io.sath.platform.orchestration;

import io.sath.platform.shared.BotId;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
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

    /** How long one that was ended still counts. */
    private static final Duration KNOWN = Duration.ofMinutes(3);

    private static final int FEW = 3;
    private static final int MANY_PERCENT = 20;
    private static final Duration ALL = Duration.ofMinutes(10);
    private static final Duration SHORTEST = Duration.ofSeconds(1);

    private final Set<BotId> running = new HashSet<>();

    /** Since when; also of those that were ended for it and have not spoken since. */
    private final Map<BotId, Instant> silent = new HashMap<>();

    private Instant next = Instant.MIN;
    private boolean many;

    /**
     * A bot runs.
     *
     * @param heardAt when it was last heard; before {@code startedAt}: this run was not
     */
    synchronized void runs(BotId bot, Instant startedAt, Instant heardAt, Instant now) {
        running.add(bot);
        boolean spoke = !heardAt.isBefore(startedAt);
        Instant since = spoke ? heardAt : startedAt;
        if (!now.isBefore(since.plus(SILENT))) {
            silent.put(bot, since);
        } else if (spoke) {
            silent.remove(bot);
        }
        judge();
    }

    private void judge() {
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

    synchronized void rests(BotId bot, Instant now) {
        Instant since = silent.get(bot);
        if (since == null || !now.isBefore(since.plus(KNOWN))) {
            running.remove(bot);
            silent.remove(bot);
            judge();
        }
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
