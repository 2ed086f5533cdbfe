package io.sath.platform.account;

/**
 * Why a page's log-in was refused: the value of {@code ?error=} with which the log-in page opens
 * again.
 */
public enum LogInFailure {
    /** E-mail or password is wrong; which of the two is never told. */
    CREDENTIALS("credentials"),
    /** The password is right, the e-mail is not confirmed yet. */
    NOT_VERIFIED("not-verified"),
    /** Too many attempts; {@code ?wait=} has the seconds until the next may succeed. */
    TOO_MANY("too-many"),
    /** The log-in could not be checked right now. */
    UNAVAILABLE("unavailable");

    private final String word;

    LogInFailure(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
