package io.sath.bot.market;

/// Recorded market data that cannot be used: the caller stops and shows the message, one sentence
/// that names the file, the line and what would be right.
public final class UnusableMarketData extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public UnusableMarketData(String message) {
        super(message);
    }

    public UnusableMarketData(String message, Throwable cause) {
        super(message, cause);
    }
}
