package io.sath.platform.orchestration;

import io.sath.platform.orchestration.ServiceRows.More;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Counts how a bot fares on the build that it runs, and writes it down from time to time: trouble
 * soon, time of running each minute.
 */
final class ServiceMeter {
    private static final Duration SILENT = Duration.ofSeconds(30);
    private static final Duration EACH = Duration.ofSeconds(60);
    private static final Duration SOON = Duration.ofSeconds(10);

    /** A look that comes later says nothing of the time between. */
    private static final Duration LOOKED = Duration.ofSeconds(90);

    private final ServiceRows rows;
    private final TenantId tenant;
    private final BotId bot;

    private More more = More.NOTHING;
    private @Nullable Instant ranAt;
    private @Nullable Instant writtenAt;
    private boolean silent;

    ServiceMeter(ServiceRows rows, TenantId tenant, BotId bot) {
        this.rows = rows;
        this.tenant = tenant;
        this.bot = bot;
    }

    /** It runs, and was heard of last at {@code heardAt}. */
    void runs(Instant heardAt, Instant now) {
        Instant before = ranAt;
        if (before != null && now.isBefore(before.plus(LOOKED))) {
            add(new More(Duration.between(before, now).toMillis(), 0, 0, 0, false));
        }
        ranAt = now;
        boolean silentNow = !now.isBefore(heardAt.plus(SILENT));
        if (silentNow && !silent) {
            add(new More(0, 0, 1, 0, false));
        }
        silent = silentNow;
    }

    void rests() {
        ranAt = null;
        silent = false;
    }

    void errors(long lines) {
        add(new More(0, lines, 0, 0, false));
    }

    void died() {
        add(new More(0, 0, 0, 1, false));
    }

    void gaveUp() {
        add(new More(0, 0, 0, 0, true));
    }

    /** Writes where it is time; {@code version} null: nobody knows what it runs. */
    void write(@Nullable String version, Instant now) {
        boolean trouble = more.errors() + more.silences() + more.deaths() > 0 || more.givenUp();
        Instant last = writtenAt;
        boolean due =
                last == null || !now.isBefore(last.plus(trouble ? SOON : EACH)) || more.givenUp();
        if (version == null || !due || more.equals(More.NOTHING)) {
            return;
        }
        rows.add(tenant, bot, version, more);
        more = More.NOTHING;
        writtenAt = now;
    }

    private void add(More add) {
        more =
                new More(
                        more.millis() + add.millis(),
                        more.errors() + add.errors(),
                        more.silences() + add.silences(),
                        more.deaths() + add.deaths(),
                        more.givenUp() || add.givenUp());
    }
}
