package io.sath.platform.account;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Role;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import io.sath.platform.support.SettableClock;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The attacks on access tokens that need the key, or the claims, in hand. */
@PlatformTest
class AccessTokensModuleTests {
    @Autowired AccessTokens tokens;
    @Autowired SigningKey signing;
    @Autowired Sessions sessions;
    @Autowired Users users;
    @Autowired Memberships memberships;
    @Autowired AccountSettings settings;
    @Autowired Clock clock;
    @Autowired Fixtures fixtures;
    @Autowired JdbcClient jdbc;

    private Fixtures.Person person;
    private Caller caller;
    private Map<String, Object> claims;

    @SuppressWarnings("NullAway.Init")
    AccessTokensModuleTests() {}

    @BeforeEach
    void aGoodToken() throws Exception {
        person = fixtures.person();
        caller =
                sessions.open(
                        users.findById(person.id().value()).orElseThrow(),
                        memberships.of(person.id()).getFirst(),
                        Sessions.Kind.API);
        claims = new HashMap<>(JWSObject.parse(tokens.issue(caller)).getPayload().toJSONObject());
    }

    private static JWSHeader.Builder header(ECKey key) {
        return new JWSHeader.Builder(JWSAlgorithm.ES256)
                .type(new JOSEObjectType("at+jwt"))
                .keyID(key.getKeyID());
    }

    private AccessTokens.Read read(JWSHeader header, ECKey key) throws Exception {
        JWSObject token = new JWSObject(header, new Payload(claims));
        token.sign(new ECDSASigner(key));
        return tokens.read(token.serialize());
    }

    private AccessTokens.Read with(String claim, Object value) throws Exception {
        claims.put(claim, value);
        return read(header(signing.key()).build(), signing.key());
    }

    private static void refused(AccessTokens.Read read) {
        assertThat(read).isInstanceOf(AccessTokens.Read.Refused.class);
    }

    @Test
    void whatIsSignedWithOurKeyAndSaysTheTruthIsGood() throws Exception {
        assertThat(read(header(signing.key()).build(), signing.key()))
                .isEqualTo(new AccessTokens.Read.Good(caller));
    }

    @Test
    void aTokenSignedWithThePublicKeyAsASecretIsRefused() throws Exception {
        byte[] published =
                signing.key()
                        .toPublicJWK()
                        .toJSONString()
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8);
        JWSObject token =
                new JWSObject(
                        new JWSHeader.Builder(JWSAlgorithm.HS256)
                                .type(new JOSEObjectType("at+jwt"))
                                .keyID(signing.key().getKeyID())
                                .build(),
                        new Payload(claims));
        token.sign(new MACSigner(published));

        refused(tokens.read(token.serialize()));
    }

    @Test
    void aKeyThatTheTokenBringsAlongIsNotUsed() throws Exception {
        ECKey own = new ECKeyGenerator(Curve.P_256).keyID(signing.key().getKeyID()).generate();
        refused(read(header(own).build(), own));
        refused(read(header(own).jwk(own.toPublicJWK()).build(), own));
        refused(
                read(
                        header(own).jwkURL(java.net.URI.create("https://example.com/k")).build(),
                        own));
    }

    @Test
    void anotherKindOfTokenIsRefused() throws Exception {
        refused(
                read(
                        new JWSHeader.Builder(JWSAlgorithm.ES256)
                                .type(JOSEObjectType.JWT)
                                .keyID(signing.key().getKeyID())
                                .build(),
                        signing.key()));
    }

    @Test
    void anotherAudienceIssuerPersonOrLogInIsRefused() throws Exception {
        refused(with("aud", "another"));
        refused(with("aud", java.util.List.of("sath-api", "another")));
        claims.put("aud", "sath-api");
        refused(with("iss", "https://example.com"));
        claims.put("iss", settings.publicUrl().toString());
        refused(with("sub", fixtures.person().id().toString()));
        claims.put("sub", person.id().toString());
        refused(with("sid", java.util.UUID.randomUUID().toString()));
        claims.put("sid", caller.authId());
        refused(with("tenant", fixtures.tenant().toString()));
        claims.put("tenant", person.tenant().toString());
        refused(with("sid", 5));
    }

    @Test
    void aTokenWithoutEndIsRefusedAndOneThatIsOverSaysSo() throws Exception {
        claims.remove("exp");
        refused(read(header(signing.key()).build(), signing.key()));
        assertThat(with("exp", clock.instant().minusSeconds(1).getEpochSecond()))
                .isInstanceOf(AccessTokens.Read.Expired.class);
    }

    @Test
    void itIsGoodForFifteenMinutes() {
        SettableClock time = new SettableClock(clock.instant());
        AccessTokens timed = new AccessTokens(signing, sessions, settings, time);
        String token = timed.issue(caller);
        time.advance(Duration.ofMinutes(15).minusSeconds(1));
        assertThat(timed.read(token)).isInstanceOf(AccessTokens.Read.Good.class);
        time.advance(Duration.ofSeconds(1));
        assertThat(timed.read(token)).isInstanceOf(AccessTokens.Read.Expired.class);
    }

    @Test
    void whatThePersonMayDoIsAsItIsNow() {
        jdbc.sql("UPDATE users SET role = 'ADMIN' WHERE id = ?")
                .param(person.id().value())
                .update();

        assertThat(tokens.read(tokens.issue(caller)))
                .isInstanceOfSatisfying(
                        AccessTokens.Read.Good.class,
                        good ->
                                assertThat(good.caller().roles())
                                        .contains(Role.ADMIN, Role.OWNER)
                                        .doesNotContain(Role.SUPERADMIN));
    }

    @Test
    void aPersonWhoIsClosedOutIsRefused() {
        jdbc.sql("UPDATE users SET active = false WHERE id = ?")
                .param(person.id().value())
                .update();

        refused(tokens.read(tokens.issue(caller)));
    }
}
