package io.sath.platform.secrets;

import io.sath.platform.shared.TenantId;

/**
 * Bad news about a stored key that its owner should hear. Published within the transaction that
 * notes it, after the key's row was changed; listeners read the key again.
 *
 * @param code which news: one of the constants
 */
public record KeyTrouble(TenantId tenantId, KeyId keyId, String code) {
    /** It may withdraw now: live trading with it is blocked. */
    public static final String WITHDRAW_RIGHT = "withdraw-right";

    /** It may do something else than before. */
    public static final String RIGHTS_CHANGED = "rights-changed";

    /** Its right to trade ends soon. */
    public static final String TRADE_RIGHT_ENDS = "trade-right-ends";

    /** Its service no longer knows it. */
    public static final String KEY_DEAD = "key-dead";

    /** The bot's clock and the service's differ. */
    public static final String CLOCK_SKEW = "clock-skew";

    /** An operator revoked it: it has to be entered anew. */
    public static final String REVOKED_BY_OPERATOR = "revoked-by-operator";
}
