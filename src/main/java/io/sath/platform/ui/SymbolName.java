package io.sath.platform.ui;

import com.vaadin.flow.component.html.Span;

/** A market with its base in strong and its quote in quiet letters: <b>BTC</b>/USD. */
public final class SymbolName extends Span {
    private static final long serialVersionUID = 1L;

    /**
     * @param symbol for example {@code BTCUSD}
     * @param quote its quote currency, for example {@code USD}
     */
    public SymbolName(String symbol, String quote) {
        boolean known =
                !quote.isEmpty() && symbol.endsWith(quote) && symbol.length() > quote.length();
        String base = known ? symbol.substring(0, symbol.length() - quote.length()) : symbol;
        Span strong = new Span(base);
        strong.addClassName("strong");
        addClassName("symbol-name");
        add(strong);
        if (known) {
            add(new Span("/" + quote));
        }
    }

    /** The same in plain text. */
    public static String text(String symbol, String quote) {
        return !quote.isEmpty() && symbol.endsWith(quote) && symbol.length() > quote.length()
                ? symbol.substring(0, symbol.length() - quote.length()) + "/" + quote
                : symbol;
    }
}
