package io.sath.platform.bots.ui;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.progressbar.ProgressBar;
import io.sath.platform.bots.BacktestRunner;
import io.sath.platform.bots.BotConfig;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import io.sath.platform.ui.Facts;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Live;
import io.sath.platform.ui.Messages;
import java.math.BigDecimal;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Tries the configuration on the page against recorded data, saved or not, and shows the figures.
 */
class BacktestDialog extends Dialog {
    private static final long serialVersionUID = 1L;
    private static final Duration LIMIT = Duration.ofMinutes(10);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final transient Messages texts = Messages.current();
    private final transient Formats formats = Formats.current();
    private final Div body = new Div();
    private final Facts facts = new Facts();

    BacktestDialog(BacktestRunner backtests, TenantId tenant, BotId bot, BotConfig config) {
        setHeaderTitle(texts.get("bots.backtest"));
        addClassName("backtest");
        ProgressBar progress = new ProgressBar();
        progress.setIndeterminate(true);
        body.addClassName("figures");
        body.add(new Paragraph(texts.get("bots.backtest.running")), progress);
        add(body);
        Button close = new Button(texts.get("ui.close"), click -> close());
        close.addThemeVariants(ButtonVariant.TERTIARY);
        getFooter().add(close);
        UI ui = UI.getCurrent();
        Thread run =
                Thread.ofVirtual()
                        .name("backtest")
                        .start(() -> {
                            try {
                                BacktestRunner.Outcome outcome =
                                        backtests.run(tenant, bot, config, null, null, LIMIT);
                                Live.update(ui, () -> show(outcome, config.currency()));
                            } catch (InterruptedException e) {
                                Thread.currentThread().interrupt();
                            }
                        });
        addOpenedChangeListener(change -> {
            if (!change.isOpened()) {
                run.interrupt();
            }
        });
    }

    private void show(BacktestRunner.Outcome outcome, String currency) {
        body.removeAll();
        switch (outcome) {
            case BacktestRunner.Outcome.Done(String report) ->
                    figures(JSON.readTree(report), currency);
            case BacktestRunner.Outcome.Failed(var reason) ->
                    body.add(new Paragraph(texts.get(reason)));
        }
    }

    private void figures(JsonNode report, String currency) {
        body.add(facts);
        JsonNode trades = report.path("trades");
        row("trades", formats.count(trades.path("total").asLong(0)));
        money("realized", report.path("realizedPnl"), currency);
        money("fees", report.path("fees"), currency);
        percent("win-rate", report.path("winRate"));
        percent("max-drawdown", report.path("maxDrawdown"));
        number("profit-factor", report.path("profitFactor"));
        number("sharpe", report.path("sharpe"));
        row("candles", formats.count(report.path("candles").asLong(0)));
    }

    private void money(String key, JsonNode value, String currency) {
        row(
                key,
                value.isString() ? formats.money(new BigDecimal(value.asString()), currency) : "–");
    }

    private void percent(String key, JsonNode value) {
        row(key, value.isString() ? formats.percent(new BigDecimal(value.asString()), 2) : "–");
    }

    private void number(String key, JsonNode value) {
        row(key, value.isString() ? formats.amount(new BigDecimal(value.asString())) : "–");
    }

    private void row(String key, String value) {
        facts.row(texts.get("bots.backtest." + key), value);
    }
}
