package io.sath.platform.account;

/** Where the pages of people stand: routes without the leading slash, as mails link to them. */
public final class AccountNavigation {
    /** Log-in; see {@link LogInFailure} for what it is told after a refusal. */
    public static final String LOG_IN = "login";

    /** Sign-up. */
    public static final String SIGN_UP = "sign-up";

    /** Confirmation of an e-mail, {@code ?token=…}; opening it changes nothing. */
    public static final String VERIFY = "verify";

    /** Forgotten password. */
    public static final String FORGOTTEN = "forgotten-password";

    /** A new password, {@code ?token=…}; opening it changes nothing. */
    public static final String NEW_PASSWORD = "new-password";

    /** A first password, {@code ?token=…}, for who was invited; opening it changes nothing. */
    public static final String WELCOME = "welcome";

    private AccountNavigation() {}
}
