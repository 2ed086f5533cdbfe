package io.sath.platform.journal.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import io.sath.platform.journal.Trades.Fill;
import io.sath.platform.journal.Trades.Status;
import io.sath.platform.journal.Trades.Trade;
import io.sath.platform.ui.Facts;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Panel;
import io.sath.platform.ui.SignedAmount;
import io.sath.platform.ui.SymbolName;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;

/** One trade in full: what came of it, when and why it was entered and left, and its fills. */
class TradeDetail extends Div {
    private static final long serialVersionUID = 1L;
    private static final BigDecimal CENT = new BigDecimal("0.01");

    private final transient Messages texts = Messages.current();
    private final transient Formats formats = Formats.current();
    private final transient Trade trade;

    TradeDetail(Trade trade, List<Fill> fills, Runnable close) {
        this.trade = trade;
        addClassName("trade-detail");
        Button leave = new Button(Lucide.X.svg(), click -> close.run());
        leave.addThemeVariants(ButtonVariant.TERTIARY);
        leave.setAriaLabel(texts.get("ui.close"));
        Div head =
                new Div(
                        new SymbolName(trade.symbol(), trade.currency()),
                        new Span(texts.get("journal.side." + trade.side().word())),
                        leave);
        head.addClassName("detail-head");
        Panel panel = new Panel();
        panel.setAriaLabel(texts.get("journal.trade", trade.symbol()));
        panel.with(head, result(), facts(), fills(fills));
        add(panel);
    }

    private Component result() {
        Div result = new Div();
        result.addClassName("detail-result");
        if (trade.pnl() == null || trade.pnlRatio() == null) {
            result.add(new Paragraph(texts.get("journal.trade." + trade.status().word())));
            return result;
        }
        Span more =
                new Span(
                        texts.get(
                                "journal.trade.net",
                                formats.signedPercent(trade.pnlRatio()),
                                trade.closedAt() == null
                                        ? ""
                                        : formats.duration(
                                                Duration.between(
                                                        trade.openedAt(), trade.closedAt()))));
        more.addClassName("quiet");
        result.add(SignedAmount.of(trade.pnl(), trade.currency()), more);
        return result;
    }

    private Component facts() {
        Facts facts = new Facts();
        facts.row(texts.get("journal.opened"), formats.exactDateTime(trade.openedAt()));
        if (trade.closedAt() != null) {
            facts.row(texts.get("journal.closed"), formats.exactDateTime(trade.closedAt()));
        }
        String why = trade.exitReason(formats.locale());
        if (why != null) {
            facts.row(texts.get("journal.reason"), why);
        }
        facts.row(texts.get("journal.quantity"), formats.exact(trade.quantity()));
        if (trade.entryPrice() != null) {
            facts.row(texts.get("journal.entry"), formats.price(trade.entryPrice(), CENT));
            facts.row(
                    texts.get("journal.value"),
                    formats.money(trade.entryPrice().multiply(trade.quantity()), trade.currency()));
        }
        if (trade.exitPrice() != null) {
            facts.row(texts.get("journal.exit"), formats.price(trade.exitPrice(), CENT));
        }
        if (trade.pnl() != null) {
            facts.row(
                    texts.get("journal.gross"), SignedAmount.of(trade.pnl().add(trade.fees()), ""));
        }
        facts.row(texts.get("journal.fees"), formats.amount(trade.fees().negate()));
        if (trade.pnl() != null && trade.status() == Status.CLOSED) {
            facts.sum(texts.get("journal.net"), SignedAmount.of(trade.pnl(), ""));
        }
        return facts;
    }

    private Component fills(List<Fill> fills) {
        Div all = new Div(new H3(texts.get("journal.fills", fills.size())));
        all.addClassName("detail-fills");
        for (Fill fill : fills) {
            Span what = new Span(texts.get("journal.effect." + fill.effect()));
            what.addClassName("what");
            Span numbers =
                    new Span(
                            formats.exact(fill.quantity())
                                    + " × "
                                    + formats.price(fill.price(), CENT));
            numbers.addClassName("numbers");
            Span at = new Span(formats.timeWithSeconds(fill.bookedAt()));
            at.addClassName("quiet");
            Div row = new Div(what, at, numbers);
            row.addClassName("fill");
            all.add(row);
        }
        return all;
    }
}
