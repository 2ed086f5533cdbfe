package io.sath.platform.account;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.ECDSAVerifier;
import com.nimbusds.jose.util.JSONObjectUtils;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.TenantId;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Access tokens: signed (ES256, RFC 9068), good for 15 minutes, and only as long as the log-in they
 * came from.
 *
 * <p>A token names the log-in and the tenant; what its person may do there is looked up with each
 * request, so that a role or a log-in that ended is gone within a second.
 */
@Service
public class AccessTokens {
    private static final JOSEObjectType TYPE = new JOSEObjectType("at+jwt");
    private static final String AUDIENCE = "sath-api";
    private static final int MAX_LENGTH = 4_096;

    /** Whatever points to another key than ours has no place in a header. */
    private static final Set<String> HEADER = Set.of("alg", "typ", "kid");

    private final SigningKey signing;
    private final JWSSigner signer;
    private final JWSVerifier verifier;
    private final Sessions sessions;
    private final AccountSettings settings;
    private final Clock clock;

    AccessTokens(SigningKey signing, Sessions sessions, AccountSettings settings, Clock clock) {
        this.signing = signing;
        this.sessions = sessions;
        this.settings = settings;
        this.clock = clock;
        try {
            this.signer = new ECDSASigner(signing.key());
            this.verifier = new ECDSAVerifier(signing.key());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What a token says. */
    public sealed interface Read {
        /** It speaks for this caller. */
        record Good(Caller caller) implements Read {}

        /** It was good, but its time is over: renew it. */
        record Expired() implements Read {}

        /** It is none of ours, was changed, or its log-in has ended. */
        record Refused() implements Read {}
    }

    String issue(Caller caller) {
        Instant now = clock.instant();
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("iss", settings.publicUrl().toString());
        claims.put("aud", AUDIENCE);
        claims.put("sub", caller.userId().toString());
        claims.put("sid", caller.authId());
        claims.put("tenant", caller.tenantId().toString());
        claims.put("jti", UUID.randomUUID().toString());
        claims.put("auth_time", caller.authenticatedAt().getEpochSecond());
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(settings.accessTokenLife()).getEpochSecond());
        JWSObject token =
                new JWSObject(
                        new JWSHeader.Builder(JWSAlgorithm.ES256)
                                .type(TYPE)
                                .keyID(signing.key().getKeyID())
                                .build(),
                        new Payload(claims));
        try {
            token.sign(signer);
        } catch (JOSEException e) {
            throw new IllegalStateException("an access token could not be signed", e);
        }
        return token.serialize();
    }

    /** Reads a token as a client sent it. */
    public Read read(String text) {
        Map<String, Object> claims = claims(text);
        if (claims == null
                || !settings.publicUrl().toString().equals(claims.get("iss"))
                || !isForUs(claims.get("aud"))
                || !(claims.get("exp") instanceof Number expiry)
                || !(claims.get("sid") instanceof String session)
                || !(claims.get("tenant") instanceof String tenant)
                || !(claims.get("sub") instanceof String user)) {
            return new Read.Refused();
        }
        if (!Instant.ofEpochSecond(expiry.longValue()).isAfter(clock.instant())) {
            return new Read.Expired();
        }
        try {
            Caller caller = sessions.caller(UUID.fromString(session), TenantId.of(tenant));
            return caller == null || !caller.userId().toString().equals(user)
                    ? new Read.Refused()
                    : new Read.Good(caller);
        } catch (IllegalArgumentException e) {
            return new Read.Refused();
        }
    }

    private @Nullable Map<String, Object> claims(String text) {
        if (text.length() > MAX_LENGTH) {
            return null;
        }
        try {
            JWSObject token = JWSObject.parse(text);
            JWSHeader header = token.getHeader();
            boolean ours =
                    JWSAlgorithm.ES256.equals(header.getAlgorithm())
                            && TYPE.equals(header.getType())
                            && signing.key().getKeyID().equals(header.getKeyID())
                            && HEADER.containsAll(header.getIncludedParams());
            return ours && token.verify(verifier)
                    ? JSONObjectUtils.parse(token.getPayload().toString())
                    : null;
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            return null;
        }
    }

    private static boolean isForUs(@Nullable Object audience) {
        return AUDIENCE.equals(audience) || List.of(AUDIENCE).equals(audience);
    }

    /** The keys that verify access tokens, as RFC 7517 shapes them. */
    public Map<String, Object> publishedKeys() {
        return signing.published();
    }
}
