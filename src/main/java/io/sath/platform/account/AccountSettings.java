package io.sath.platform.account;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.net.URI;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * How people sign up and log in.
 *
 * @param publicUrl the address that mails link to, without a trailing slash; also the issuer of
 *     access tokens
 * @param attempts failed log-ins, sign-ups and mails asked for per e-mail and window
 * @param attemptsPerAddress the same per network address and window
 * @param window the time over which attempts are counted
 * @param accessTokenLife how long an access token is good
 * @param sessionLife how long a log-in is good, however often it is renewed
 * @param verifyLife how long the link that confirms an e-mail is good
 * @param resetLife how long the link to a new password is good
 * @param inviteLife how long the link in an invitation is good
 * @param bcryptCost the binary logarithm of bcrypt's rounds; below 12 only in tests
 */
@Validated
@ConfigurationProperties("sath.account")
record AccountSettings(
        @DefaultValue("http://localhost:8080") URI publicUrl,
        @Min(1) @DefaultValue("5") int attempts,
        @Min(1) @DefaultValue("5") int attemptsPerAddress,
        @DefaultValue("15m") Duration window,
        @DefaultValue("15m") Duration accessTokenLife,
        @DefaultValue("30d") Duration sessionLife,
        @DefaultValue("24h") Duration verifyLife,
        @DefaultValue("1h") Duration resetLife,
        @DefaultValue("7d") Duration inviteLife,
        @Min(4) @Max(16) @DefaultValue("12") int bcryptCost) {
    AccountSettings {
        String text = publicUrl.toString();
        if (text.endsWith("/")) {
            publicUrl = URI.create(text.substring(0, text.length() - 1));
        }
    }

    /** A page's address with a mailed token. */
    URI link(String route, String token) {
        return URI.create(publicUrl + "/" + route + "?token=" + token);
    }
}
