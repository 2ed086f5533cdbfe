package io.sath.platform.dashboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.sath.platform.dashboard.ui.Overview.Account;
import io.sath.platform.dashboard.ui.Overview.Change;
import io.sath.platform.journal.Performance.EquityPoint;
import io.sath.platform.journal.Performance.Figures;
import io.sath.platform.ui.ChartCredit;
import io.sath.platform.ui.Facts;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Panel;
import io.sath.platform.ui.PriceChart;
import io.sath.platform.ui.Segments;
import io.sath.platform.ui.SignedAmount;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What the account is worth, and how it came there. */
final class AccountPanel extends Panel {
    private static final long serialVersionUID = 1L;

    private final transient Messages texts = Messages.current();
    private final transient Formats formats = Formats.current();
    private final Div value = new Div();
    private final Div facts = new Div();
    private final PriceChart chart = new PriceChart();
    private final Segments<Range> ranges;
    private transient @Nullable Range shownRange;
    private @Nullable Instant newest;
    private int points;

    AccountPanel(Range range, Consumer<Range> chosen) {
        setAriaLabel(texts.get("dashboard.value"));
        addClassName("account-panel");
        ranges =
                new Segments<>(
                        texts.get("dashboard.range"),
                        List.of(Range.values()),
                        one -> texts.get(one.textKey()),
                        chosen);
        ranges.choose(range);
        Span title = new Span(texts.get("dashboard.curve"));
        title.addClassName("strong");
        Div words = new Div(title, new ChartCredit());
        words.addClassName("row");
        Div head = new Div(words, ranges);
        head.addClassNames("row", "between");
        Div curve = new Div(head, chart);
        curve.addClassName("account-curve");
        value.addClassName("account-value");
        Div left = new Div(value, facts);
        left.addClassName("account-left");
        Div both = new Div(left, curve);
        both.addClassName("account");
        with(both);
    }

    void show(Account account, Range range) {
        Figures all = account.all();
        BigDecimal equity = all.equity();
        String currency = all.currency();
        if (equity == null || currency == null) {
            return;
        }
        value.removeAll();
        value.add(label(), number(equity, currency));
        BigDecimal net = account.net();
        BigDecimal begun = account.begun();
        if (net != null && begun != null && begun.signum() > 0) {
            SignedAmount percent = SignedAmount.percent(Ratio.of(net, begun));
            percent.addClassName("tinted");
            Div gain = new Div(SignedAmount.of(net, currency), percent);
            gain.addClassName("row");
            value.add(gain, since(all, begun, currency));
        }
        facts.removeAll();
        facts.add(rows(account));
        draw(account, begun, range);
    }

    private Component label() {
        Span label = new Span(texts.get("dashboard.value"));
        label.addClassName("quiet");
        return label;
    }

    /** Large, with its cents smaller. */
    private Component number(BigDecimal equity, String currency) {
        String text = formats.amount(equity);
        Span whole = new Span(text.substring(0, text.length() - 3));
        Span cents = new Span(text.substring(text.length() - 3));
        cents.addClassName("cents");
        Span unit = new Span(Formats.NBSP + currency);
        unit.addClassName("unit");
        Div number = new Div(whole, cents, unit);
        number.addClassName("value");
        number.getElement().setAttribute("aria-live", "off");
        return number;
    }

    private Component since(Figures all, BigDecimal begun, String currency) {
        Span since =
                new Span(
                        all.equityCurve().isEmpty()
                                ? texts.get(
                                        "dashboard.since.capital", formats.money(begun, currency))
                                : texts.get(
                                        "dashboard.since",
                                        formats.day(all.equityCurve().getFirst().at()),
                                        formats.money(begun, currency)));
        since.addClassName("caption");
        return since;
    }

    private Component rows(Account account) {
        Figures all = account.all();
        Facts rows = new Facts();
        change(rows, "dashboard.today", account.today());
        change(rows, "dashboard.week", account.week());
        long closed = all.trades().successful() - all.trades().open();
        rows.row(
                texts.get("dashboard.win-rate"),
                all.winRate() == null
                        ? "–"
                        : texts.get(
                                "dashboard.win-rate.value",
                                formats.percent(all.winRate(), 1),
                                formats.count(all.trades().won()),
                                formats.count(closed)));
        rows.row(
                texts.get("dashboard.profit-factor"),
                all.profitFactor() == null ? "–" : formats.number(all.profitFactor(), 2));
        rows.row(
                texts.get("dashboard.max-drawdown"),
                all.maxDrawdown() == null
                        ? "–"
                        : formats.signedPercent(all.maxDrawdown().abs().negate()));
        return rows;
    }

    private void change(Facts rows, String key, @Nullable Change change) {
        if (change == null) {
            rows.row(texts.get(key), "–");
            return;
        }
        Span percent = new Span(formats.signedPercent(change.ratio()));
        percent.addClassName("quiet");
        Div both = new Div(SignedAmount.of(change.amount(), ""), percent);
        both.addClassName("row");
        rows.row(texts.get(key), both);
    }

    /** The curve is drawn whole once a range, and then grows. */
    private void draw(Account account, @Nullable BigDecimal begun, Range range) {
        List<EquityPoint> curve = upToNow(account);
        if (curve.isEmpty()) {
            return;
        }
        Instant last = curve.getLast().at();
        boolean grows =
                range == shownRange && newest != null && points < 2_000 && !last.isBefore(newest);
        if (grows) {
            Instant from = newest;
            List<EquityPoint> fresh =
                    curve.stream().filter(point -> !point.at().isBefore(from)).toList();
            fresh.forEach(point -> chart.add(new PriceChart.Point(point.at(), point.equity())));
            points += fresh.size();
        } else {
            chart.showEquity(
                    curve.stream()
                            .map(point -> new PriceChart.Point(point.at(), point.equity()))
                            .toList(),
                    begun == null ? curve.getFirst().equity() : begun);
            points = curve.size();
        }
        shownRange = range;
        newest = last;
        chart.setAriaLabel(
                texts.get(
                        "dashboard.curve.summary",
                        formats.dateTime(curve.getFirst().at()),
                        formats.amount(curve.getFirst().equity()),
                        formats.amount(curve.getLast().equity())));
    }

    /** The newest piece of the curve is still growing: it ends at what the account is worth now. */
    private static List<EquityPoint> upToNow(Account account) {
        List<EquityPoint> curve = account.shown().equityCurve();
        BigDecimal equity = account.all().equity();
        if (curve.isEmpty() || equity == null) {
            return curve;
        }
        List<EquityPoint> all = new ArrayList<>(curve);
        all.set(all.size() - 1, new EquityPoint(curve.getLast().at(), equity));
        return all;
    }
}
