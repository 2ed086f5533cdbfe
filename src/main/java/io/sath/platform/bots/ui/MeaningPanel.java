package io.sath.platform.bots.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.sath.platform.bots.BotConfig;
import io.sath.platform.ui.Facts;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Panel;
import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** What the limits mean in money: for one trade, and on the worst day. */
class MeaningPanel extends Div {
    private static final long serialVersionUID = 1L;

    private final transient Messages texts = Messages.current();
    private final transient Formats formats = Formats.current();
    private final Panel panel = new Panel(texts.get("bots.meaning"));

    MeaningPanel() {
        addClassName("meaning");
        add(panel);
    }

    void show(BotConfig config) {
        BigDecimal perTrade = lossPerTrade(config);
        BigDecimal worst = worstDay(config, perTrade);
        String share =
                worst == null || config.capital().signum() <= 0
                        ? texts.get("bots.meaning.unbounded")
                        : formats.percent(
                                worst.divide(config.capital(), 6, RoundingMode.HALF_EVEN), 2);
        panel.show(
                new Facts()
                        .row(texts.get("bots.meaning.per-trade"), money(config, perTrade))
                        .row(texts.get("bots.meaning.worst-day"), money(config, worst))
                        .row(texts.get("bots.meaning.share"), share)
                        .row(texts.get("bots.meaning.positions"), formats.count(positions(config))),
                new Paragraph(texts.get("bots.meaning.without")));
    }

    /** The stop's share of the largest position; null: no stop bounds it. */
    static @Nullable BigDecimal lossPerTrade(BotConfig config) {
        BigDecimal stop = config.risk().stopLoss();
        return stop == null ? null : config.maxPosition().multiply(stop);
    }

    /**
     * The daily limit, or where it is wider or missing, every trade of the day at its stop; null:
     * no limit bounds it.
     */
    static @Nullable BigDecimal worstDay(BotConfig config, @Nullable BigDecimal perTrade) {
        BigDecimal daily = config.risk().dailyLoss();
        if (perTrade == null) {
            return daily;
        }
        BigDecimal all = perTrade.multiply(BigDecimal.valueOf(config.maxTradesPerDay()));
        return daily == null ? all : daily.min(all);
    }

    /** How many of the largest positions the capital and the symbols allow at once. */
    static int positions(BotConfig config) {
        if (config.maxPosition().signum() <= 0) {
            return 0;
        }
        BigDecimal fit = config.capital().divide(config.maxPosition(), 0, RoundingMode.DOWN);
        return fit.min(BigDecimal.valueOf(config.symbols().size())).intValue();
    }

    private String money(BotConfig config, @Nullable BigDecimal amount) {
        return amount == null
                ? texts.get("bots.meaning.unbounded")
                : formats.money(amount, config.currency());
    }
}
