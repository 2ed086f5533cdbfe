package io.sath.platform.account;

/**
 * What a client holds: a short access token, and the word that renews it once.
 *
 * @param expiresIn seconds until the access token is over
 */
public record TokenPair(String accessToken, String refreshToken, long expiresIn, String tokenType) {
    /** Leaves the tokens out. */
    @Override
    public String toString() {
        return "TokenPair";
    }
}
