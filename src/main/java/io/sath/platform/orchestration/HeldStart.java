package io.sath.platform.orchestration;

import io.sath.platform.bots.Fleet.Wanted;
import io.sath.platform.shared.BotId;
import java.time.Duration;
import java.time.Instant;

/**
 * A start that did not happen for want of keys. It is not tried again before {@code until}, unless
 * something that it depends on has changed.
 *
 * @param until far away where only a change helps
 */
record HeldStart(Withheld.Why why, long act, long keysRev, long settingsRev, Instant until) {
    /** Together with the spread at most half a minute after the store is back. */
    private static final Duration AGAIN = Duration.ofSeconds(10);

    private static final int SPREAD_MILLIS = 10_000;

    static HeldStart of(Withheld.Why why, BotId bot, Wanted wanted, Instant now) {
        Duration spread = Duration.ofMillis(Math.floorMod(bot.value().hashCode(), SPREAD_MILLIS));
        Instant until =
                switch (why) {
                    case STORE -> now.plus(AGAIN).plus(spread);
                    case MISSING -> Instant.MAX;
                };
        return new HeldStart(why, wanted.act(), wanted.keysRev(), wanted.settingsRev(), until);
    }

    boolean holds(Wanted wanted, Instant now) {
        return now.isBefore(until)
                && act == wanted.act()
                && keysRev == wanted.keysRev()
                && settingsRev == wanted.settingsRev();
    }
}
