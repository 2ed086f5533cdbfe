package io.sath.bot.market;

import java.math.BigDecimal;

/// A forward reader of prints, without an object a print: after each true of [#next] the getters
/// speak of the current one.
public interface PrintReader extends AutoCloseable {

    /// Moves on; false at the end.
    boolean next();

    /// Milliseconds since 1970-01-01T00:00Z.
    long atMillis();

    BigDecimal price();

    /// In the base currency; zero for a print that only shows the way inside a candle.
    BigDecimal quantity();

    @Override
    void close();
}
