package io.sath.platform.dashboard.ui;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import io.sath.platform.bots.BotConfig;
import io.sath.platform.journal.Positions.Position;
import io.sath.platform.ui.Chip;
import io.sath.platform.ui.EmptyState;
import io.sath.platform.ui.Formats;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.Messages;
import io.sath.platform.ui.Panel;
import io.sath.platform.ui.RangeBar;
import io.sath.platform.ui.SignedAmount;
import io.sath.platform.ui.SymbolName;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the bot holds now, each with where its price stands between stop and target. */
final class PositionsPanel extends Panel {
    private static final long serialVersionUID = 1L;

    private final transient Messages texts = Messages.current();
    private final transient Formats formats = Formats.current();
    private final Chip count = new Chip("0");

    PositionsPanel() {
        super(Messages.current().get("dashboard.positions"));
        beside(count);
        addClassName("positions-panel");
    }

    void show(List<Position> open, BotConfig config, Instant now) {
        count.setText(formats.count(open.size()));
        if (open.isEmpty()) {
            String symbols =
                    String.join(
                            ", ",
                            config.symbols().stream()
                                    .map(symbol -> SymbolName.text(symbol, config.currency()))
                                    .toList());
            show(
                    new EmptyState(
                            Lucide.TELESCOPE,
                            texts.get("dashboard.positions.none"),
                            texts.get(
                                    "dashboard.positions.none.what",
                                    symbols,
                                    config.pollSeconds())));
            return;
        }
        Div table = new Div(head());
        table.addClassName("positions");
        table.getElement().setAttribute("role", "table");
        table.getElement().setAttribute("aria-label", texts.get("dashboard.positions"));
        open.forEach(position -> table.add(row(position, now)));
        show(table);
    }

    private Component head() {
        Div head = new Div();
        head.addClassNames("position", "position-head");
        head.getElement().setAttribute("role", "row");
        for (String name : List.of("symbol", "quantity", "price", "range", "open")) {
            Span cell = new Span(texts.get("dashboard.position." + name));
            cell.addClassName("p-" + name);
            cell.getElement().setAttribute("role", "columnheader");
            head.add(cell);
        }
        return head;
    }

    private Component row(Position position, Instant now) {
        BigDecimal mark = position.markPrice();
        BigDecimal value = mark == null ? null : mark.multiply(position.quantity());
        Div row = new Div();
        row.addClassName("position");
        row.getElement().setAttribute("role", "row");
        RangeBar range = new RangeBar();
        range.show(position.stopPrice(), position.entryPrice(), mark, position.targetPrice());
        range.setAriaLabel(
                texts.get(
                        "dashboard.position.range.summary",
                        price(position.stopPrice()),
                        price(position.entryPrice()),
                        price(mark),
                        price(position.targetPrice())));
        Div ends =
                new Div(
                        new Span(texts.get("dashboard.position.stop", price(position.stopPrice()))),
                        new Span(
                                texts.get(
                                        "dashboard.position.target",
                                        price(position.targetPrice()))));
        ends.addClassName("range-ends");
        row.add(
                cell(
                        "symbol",
                        new SymbolName(position.symbol(), position.currency()),
                        new Span(
                                texts.get(
                                        "dashboard.position.age",
                                        texts.get("dashboard.side." + position.side().word()),
                                        formats.duration(
                                                Duration.between(position.openedAt(), now))))),
                cell(
                        "quantity",
                        new Span(formats.exact(position.quantity())),
                        new Span(value == null ? "" : formats.money(value, position.currency()))),
                cell("price", new Span(price(mark)), new Span(price(position.entryPrice()))),
                cell("range", range, ends),
                cell("open", result(position), ratio(position)));
        return row;
    }

    private Div cell(String name, Component first, Component second) {
        Div cell = new Div(first, second);
        cell.addClassNames("two-lines", "p-" + name);
        cell.getElement().setAttribute("role", "cell");
        return cell;
    }

    private static Component result(Position position) {
        BigDecimal result = position.unrealizedPnl();
        return result == null ? new Span("–") : SignedAmount.of(result, "");
    }

    private Component ratio(Position position) {
        BigDecimal result = position.unrealizedPnl();
        BigDecimal cost = position.entryPrice().multiply(position.quantity());
        return new Span(
                result == null || cost.signum() <= 0
                        ? ""
                        : formats.signedPercent(Ratio.of(result, cost)));
    }

    /** As exact as it was said, but with no more digits than anyone reads. */
    private String price(@Nullable BigDecimal price) {
        if (price == null) {
            return "–";
        }
        int digits = Math.clamp(5 - (long) (price.precision() - price.scale()), 2, 8);
        return formats.number(price, digits);
    }
}
