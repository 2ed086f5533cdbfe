package io.sath.platform.shared;

/**
 * What can go wrong for a caller, as {@code api.md} lists it: the code's word and its HTTP status.
 */
public enum ProblemCode {
    MALFORMED("malformed", 400),
    UNKNOWN_FIELD("unknown-field", 400),
    CURSOR_INVALID("cursor-invalid", 400),
    TOKEN_INVALID("token-invalid", 400),
    UNAUTHENTICATED("unauthenticated", 401),
    TOKEN_EXPIRED("token-expired", 401),
    INVALID_CREDENTIALS("invalid-credentials", 401),
    SECOND_FACTOR_REQUIRED("second-factor-required", 401),
    TOKEN_REUSED("token-reused", 401),
    FORBIDDEN("forbidden", 403),
    EMAIL_NOT_VERIFIED("email-not-verified", 403),
    STEP_UP_REQUIRED("step-up-required", 403),
    PLAN_LIMIT("plan-limit", 403),
    TENANT_NOT_ACTIVE("tenant-not-active", 403),
    NOT_FOUND("not-found", 404),
    METHOD_NOT_ALLOWED("method-not-allowed", 405),
    NOT_ACCEPTABLE("not-acceptable", 406),
    CONFLICT("conflict", 409),
    IN_PROGRESS("in-progress", 409),
    KEY_IN_USE("key-in-use", 409),
    KEY_MISSING("key-missing", 409),
    KEY_UNVERIFIED("key-unverified", 409),
    REVISION_STALE("revision-stale", 412),
    TOO_LARGE("too-large", 413),
    UNSUPPORTED_TYPE("unsupported-type", 415),
    INVALID("invalid", 422),
    IDEMPOTENCY_MISMATCH("idempotency-mismatch", 422),
    KEY_REFUSED("key-refused", 422),
    RATE_LIMITED("rate-limited", 429),
    INTERNAL("internal", 500),
    UPSTREAM("upstream", 502),
    UNAVAILABLE("unavailable", 503);

    private final String word;
    private final int status;

    ProblemCode(String word, int status) {
        this.word = word;
        this.status = status;
    }

    public String word() {
        return word;
    }

    public int status() {
        return status;
    }

    /** The key of its title in the texts, for example {@code problem.plan-limit}. */
    public String titleKey() {
        return "problem." + word;
    }
}
