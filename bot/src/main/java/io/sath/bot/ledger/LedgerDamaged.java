package io.sath.bot.ledger;

/** The ledger holds what no crash can have left: whoever reads it stops and tells its owner. */
public final class LedgerDamaged extends Exception {
    public LedgerDamaged(String message) {
        super(message);
    }
}
