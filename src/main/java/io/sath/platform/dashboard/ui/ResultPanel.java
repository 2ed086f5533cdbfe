package io.sath.platform.dashboard.ui;

import com.vaadin.flow.component.html.Div;
import io.sath.platform.dashboard.ui.Overview.Account;
import io.sath.platform.journal.Performance.Figures;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Metric;
import io.sath.platform.ui.Panel;
import io.sath.platform.ui.SignedAmount;
import java.math.BigDecimal;

/** What the net result is made of; the parts add up to it. */
final class ResultPanel extends Panel {
    private static final long serialVersionUID = 1L;

    private final transient Messages texts = Messages.current();
    private final transient Formats formats = Formats.current();
    private final Metric closed = new Metric(texts.get("dashboard.result.closed"));
    private final Metric open = new Metric(texts.get("dashboard.result.open"));
    private final Metric fees = new Metric(texts.get("dashboard.result.fees"));
    private final Metric ai = new Metric(texts.get("dashboard.result.ai"));
    private final Metric net = new Metric(texts.get("dashboard.result.net"));

    ResultPanel() {
        setAriaLabel(texts.get("dashboard.result"));
        net.addClassName("metric-sum");
        Div row = new Div(closed, open, fees, ai, net);
        row.addClassName("metric-row");
        with(row);
    }

    void show(Account account) {
        Figures all = account.all();
        BigDecimal sum = account.net();
        String currency = all.currency();
        if (sum == null || currency == null) {
            return;
        }
        long done = all.trades().successful() - all.trades().open();
        closed.show(
                SignedAmount.of(all.realizedPnl(), ""),
                texts.get("dashboard.result.closed.count", done));
        open.show(
                SignedAmount.of(all.unrealizedPnl(), ""),
                texts.get("dashboard.result.open.count", all.trades().open()));
        fees.show(formats.signed(all.fees().negate()), texts.get("dashboard.result.fees.what"));
        ai.show(formats.signed(all.aiCost().negate()), texts.get("dashboard.result.ai.what"));
        net.show(SignedAmount.of(sum, currency), texts.get("dashboard.result.net.what"));
    }
}
