package io.sath.platform.billing;

import org.jspecify.annotations.Nullable;

/** What is counted for each tenant. */
public enum Meter {
    /** Trades of a UTC calendar month, each at its first entry fill; replayed ones do not count. */
    TRADES("trades", true),
    /** API calls of a UTC calendar month; the plan limits them by the minute alone. */
    API_CALLS("apiCalls", true),
    /** Bytes kept now. */
    STORAGE_BYTES("storageBytes", false);

    private final String word;
    private final boolean monthly;

    Meter(String word, boolean monthly) {
        this.word = word;
        this.monthly = monthly;
    }

    public String word() {
        return word;
    }

    /** Whether it begins anew with each month. */
    public boolean monthly() {
        return monthly;
    }

    @Nullable Long limit(PlanLimits limits) {
        return switch (this) {
            case TRADES -> limits.tradesPerMonth();
            case API_CALLS -> null;
            case STORAGE_BYTES -> limits.storageBytes();
        };
    }
}
