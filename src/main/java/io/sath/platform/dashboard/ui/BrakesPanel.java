package io.sath.platform.dashboard.ui;

import io.sath.platform.bots.BotConfig;
import io.sath.platform.dashboard.ui.Overview.Account;
import io.sath.platform.dashboard.ui.Overview.Change;
import io.sath.platform.ui.Facts;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Meter;
import io.sath.platform.ui.Panel;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** How near the bot is to the brakes that its owner set. */
final class BrakesPanel extends Panel {
    private static final long serialVersionUID = 1L;

    private final transient Messages texts = Messages.current();
    private final transient Formats formats = Formats.current();

    BrakesPanel() {
        super(Messages.current().get("dashboard.brakes"));
    }

    void show(Account account) {
        BotConfig config = account.config();
        show();
        BigDecimal deepest = config.risk().maxDrawdown();
        BigDecimal now = account.drawdown();
        if (deepest != null && now != null) {
            with(
                    new Meter(texts.get("dashboard.brakes.drawdown"))
                            .show(
                                    now,
                                    deepest,
                                    texts.get(
                                            "dashboard.of",
                                            formats.signedPercent(now.negate()),
                                            formats.signedPercent(deepest.negate()))));
        }
        if (config.venue() == BotConfig.Venue.REPLAY) {
            replayed(config);
        } else {
            today(config, account.today());
        }
    }

    /** The recorded market has days of its own, so the wall clock's day says nothing of them. */
    private void replayed(BotConfig config) {
        Facts facts = new Facts();
        BigDecimal daily = config.risk().dailyLoss();
        facts.row(
                texts.get("dashboard.brakes.daily-loss"),
                daily == null ? "–" : formats.money(daily, config.currency()));
        facts.row(texts.get("dashboard.brakes.trades"), formats.count(config.maxTradesPerDay()));
        BigDecimal stop = config.risk().stopLoss();
        facts.row(
                texts.get("dashboard.brakes.stop-loss"),
                stop == null ? "–" : formats.percent(stop, 2));
        com.vaadin.flow.component.html.Span note =
                new com.vaadin.flow.component.html.Span(texts.get("dashboard.brakes.replay"));
        note.addClassName("caption");
        with(facts, note);
    }

    private void today(BotConfig config, @Nullable Change today) {
        BigDecimal daily = config.risk().dailyLoss();
        if (daily != null) {
            BigDecimal lost =
                    today == null ? BigDecimal.ZERO : today.amount().negate().max(BigDecimal.ZERO);
            with(
                    new Meter(texts.get("dashboard.brakes.loss-today", config.currency()))
                            .show(
                                    lost,
                                    daily,
                                    texts.get(
                                            "dashboard.of",
                                            formats.amount(lost),
                                            formats.amount(daily)))
                            .note(texts.get("dashboard.brakes.loss-today.note")));
        }
    }
}
