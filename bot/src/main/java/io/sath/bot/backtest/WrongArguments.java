package io.sath.bot.backtest;

/// What was asked cannot be done; the message is the sentence for the person.
final class WrongArguments extends Exception {
    private static final long serialVersionUID = 1L;

    WrongArguments(String message) {
        super(message);
    }
}
