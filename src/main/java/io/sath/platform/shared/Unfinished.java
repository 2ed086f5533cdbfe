package io.sath.platform.shared;

/**
 * How an endpoint says that its answer is not the last word: it sets the request's attribute to
 * {@code true}, and the answer is not kept under the {@code Idempotency-Key}, so that the same
 * request asked again reaches the endpoint again.
 */
public final class Unfinished {
    /** The name of the request's attribute. */
    public static final String ATTRIBUTE = "sath.unfinished";

    private Unfinished() {}
}
