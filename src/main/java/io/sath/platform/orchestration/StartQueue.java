package io.sath.platform.orchestration;

import io.sath.platform.shared.BotId;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Lets only so many starts be under way at once, in the order in which they came: a hundred
 * programs that begin together on one machine would all take as long as the last of them.
 *
 * <pre>
 *   asks ──a place is free──► under way ──it spoke, ended, or took too long──► over
 *     └──none is──► waits ──its turn: it is looked at again──┘
 * </pre>
 */
final class StartQueue {
    /** One that is under way for longer holds up nobody any more. */
    static final Duration LONGEST = Duration.ofSeconds(30);

    private final int perMachine;
    private final Map<BotId, Instant> underWay = new LinkedHashMap<>();

    /** With what brings each to be looked at again. */
    private final Map<BotId, Runnable> waiting = new LinkedHashMap<>();

    private int machines = 1;

    StartQueue(int perMachine) {
        this.perMachine = perMachine;
    }

    /** How many machines can take bots now. */
    void machines(int count) {
        List<Runnable> turns;
        synchronized (this) {
            machines = Math.max(1, count);
            turns = turns();
        }
        turns.forEach(Runnable::run);
    }

    /**
     * Whether this one may start now; also asked again for one that is under way.
     *
     * @param turn called, on any thread, when it is worth asking again
     */
    synchronized boolean mayStart(BotId bot, Instant now, Runnable turn) {
        if (underWay.containsKey(bot)) {
            return true;
        }
        waiting.putIfAbsent(bot, turn);
        if (waiting.keySet().stream().limit(Math.max(0, free())).noneMatch(bot::equals)) {
            return false;
        }
        waiting.remove(bot);
        underWay.put(bot, now);
        return true;
    }

    /**
     * Until when it counts as under way, if nothing is heard of it.
     *
     * @return null where it is not under way
     */
    synchronized @Nullable Instant until(BotId bot) {
        Instant began = underWay.get(bot);
        return began == null ? null : began.plus(LONGEST);
    }

    /** It starts no more: it runs and spoke, ended, or is not wanted. */
    void over(BotId bot) {
        List<Runnable> turns;
        synchronized (this) {
            boolean was = underWay.remove(bot) != null;
            boolean waited = waiting.remove(bot) != null;
            if (!was && !waited) {
                return;
            }
            turns = turns();
        }
        turns.forEach(Runnable::run);
    }

    private int free() {
        return perMachine * machines - underWay.size();
    }

    private List<Runnable> turns() {
        return waiting.values().stream().limit(Math.max(0, free())).toList();
    }
}
