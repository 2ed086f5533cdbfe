package io.sath.platform.admin.ui;

import io.sath.platform.bots.BotConfig.Mode;
import io.sath.platform.bots.ui.StateLook;
import io.sath.platform.orchestration.FleetView.BotLine;
import io.sath.platform.shared.BotId;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.Messages;
import java.time.Duration;
import java.time.Instant;

/** A bot as its row reads; equal to another of the same id where nothing is to be drawn anew. */
record BotRow(
        BotId id,
        String tenant,
        String plan,
        String tone,
        String icon,
        String state,
        String reason,
        String next,
        boolean live,
        String mode,
        String node,
        String since,
        String restarts,
        String beat,
        boolean silent,
        String program) {
    private static final String NONE = "–";
    private static final int PROGRAM_SHOWN = 8;

    static BotRow of(FleetBot bot, Instant now, Messages texts, Formats formats) {
        BotLine line = bot.line();
        Lucide icon = StateLook.icon(line.state());
        return new BotRow(
                bot.id(),
                bot.name(),
                plan(bot.plan(), texts),
                StateLook.tone(line.state()).word(),
                icon == null ? "" : icon.symbol(),
                StateLook.name(line.state(), texts),
                reason(bot, texts),
                next(line, now, texts, formats),
                line.mode() == Mode.LIVE,
                texts.get(line.mode() == Mode.LIVE ? "ui.mode.live" : "ui.mode.paper"),
                line.node() == null ? NONE : line.node(),
                formats.recent(line.since(), now),
                texts.get("admin.fleet.restarted", line.restarts()),
                beat(line, now, texts, formats),
                bot.need() == Need.SILENT,
                line.program() == null ? NONE : shortened(line.program()));
    }

    /** The plan as people know it. */
    static String plan(String code, Messages texts) {
        String key = "admin.plan." + code;
        return texts.has(key) ? texts.get(key) : code;
    }

    /** Enough of a build to tell it from others; its full name stands in the detail. */
    static String shortened(String program) {
        return program.substring(0, Math.min(PROGRAM_SHOWN, program.length()));
    }

    static String reason(FleetBot bot, Messages texts) {
        BotLine line = bot.line();
        if (bot.need() == Need.UNPLACED && line.placement() != null) {
            return PlacementReason.words(line.placement(), texts);
        }
        if (line.reason() != null) {
            return texts.get(line.reason());
        }
        return bot.need() == Need.SILENT ? texts.get("admin.fleet.silent") : "";
    }

    static String next(BotLine line, Instant now, Messages texts, Formats formats) {
        Instant next = line.nextTryAt();
        if (next == null || !line.desired()) {
            return "";
        }
        return next.isAfter(now)
                ? texts.get("admin.fleet.next-try", formats.timeWithSeconds(next))
                : texts.get("admin.fleet.next-try-now");
    }

    static String beat(BotLine line, Instant now, Messages texts, Formats formats) {
        if (line.beatAt() == null) {
            return texts.get(line.desired() ? "admin.fleet.no-beat" : "admin.fleet.none");
        }
        return formats.duration(Duration.between(line.beatAt(), now));
    }
}
