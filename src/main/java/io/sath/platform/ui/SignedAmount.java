package io.sath.platform.ui;

import com.vaadin.flow.component.html.Span;
import java.math.BigDecimal;
import java.math.RoundingMode;

/** A result: sign, arrow and colour; zero has neither arrow nor colour. */
public final class SignedAmount extends Span {
    private static final long serialVersionUID = 1L;

    public SignedAmount() {
        addClassName("signed");
    }

    /** An amount with its unit (empty for none), rounded to two decimals for show. */
    public static SignedAmount of(BigDecimal value, String unit) {
        SignedAmount amount = new SignedAmount();
        amount.show(value, unit);
        return amount;
    }

    /** A fraction as percent. */
    public static SignedAmount percent(BigDecimal fraction) {
        SignedAmount amount = new SignedAmount();
        amount.draw(
                fraction.setScale(4, RoundingMode.HALF_EVEN).signum(),
                Formats.current().signedPercent(fraction));
        return amount;
    }

    public void show(BigDecimal value, String unit) {
        String text = Formats.current().signed(value);
        draw(
                value.setScale(2, RoundingMode.HALF_EVEN).signum(),
                unit.isEmpty() ? text : text + Formats.NBSP + unit);
    }

    private void draw(int sign, String text) {
        setClassName("gain", sign > 0);
        setClassName("loss", sign < 0);
        removeAll();
        if (sign != 0) {
            add((sign > 0 ? Lucide.GAIN : Lucide.LOSS).svg());
        }
        add(new Span(text));
    }
}
