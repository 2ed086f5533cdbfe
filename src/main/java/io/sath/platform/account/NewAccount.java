package io.sath.platform.account;

/**
 * What a person gives at sign-up, as typed; empty where nothing was given.
 *
 * @param language {@code es} or {@code en}
 */
public record NewAccount(String email, String password, String name, String language) {
    /** Leaves e-mail and password out. */
    @Override
    public String toString() {
        return "NewAccount[language=" + language + "]";
    }
}
