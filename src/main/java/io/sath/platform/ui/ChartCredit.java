package io.sath.platform.ui;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.AnchorTarget;

/** The credit that the charts' licence asks for, visible beside each of them. */
public final class ChartCredit extends Anchor {
    private static final long serialVersionUID = 1L;

    public ChartCredit() {
        super("https://www.tradingview.com/", Messages.current().get("ui.chart.credit"));
        setTarget(AnchorTarget.BLANK);
        getElement().setAttribute("rel", "noopener");
        addClassName("chart-credit");
    }
}
