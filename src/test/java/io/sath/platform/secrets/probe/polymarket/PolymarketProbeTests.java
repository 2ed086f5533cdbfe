package io.sath.platform.secrets.probe.polymarket;

import static io.sath.platform.secrets.probe.fake.FakePolymarket.API_KEY;
import static io.sath.platform.secrets.probe.fake.FakePolymarket.PASSPHRASE;
import static io.sath.platform.secrets.probe.fake.FakePolymarket.SECRET;
import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.secrets.KeyRight;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.secrets.KeyWarning;
import io.sath.platform.secrets.ProviderBases;
import io.sath.platform.secrets.probe.KeyFacts;
import io.sath.platform.secrets.probe.KeyProbe;
import io.sath.platform.secrets.probe.KeyProbeContract;
import io.sath.platform.secrets.probe.Probed;
import io.sath.platform.secrets.probe.fake.FakePolymarket;
import io.sath.platform.secrets.probe.fake.FakeProvider;
import io.sath.platform.secrets.probe.provider.ProviderHttp;
import io.sath.platform.support.SettableClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PolymarketProbeTests extends KeyProbeContract {
    private static final String WALLET_KEY =
            "0xac0974bec39a17e36ba4a6b4d238ff944bacb478cbed5efcae784d7bf4f2ff80";
    private static final String ADDRESS = "0xf39Fd6e51aad88F6F4ce6aB8827279cffFb92266";
    private static final Given WALLET =
            new Given(KeyService.POLYMARKET, Map.of("walletKey", WALLET_KEY));
    private static final Given KEY =
            new Given(
                    KeyService.POLYMARKET,
                    Map.of("apiKey", API_KEY, "apiSecret", SECRET, "passphrase", PASSPHRASE));

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T19:00:00Z"));
    private final FakePolymarket polymarket = new FakePolymarket(clock);

    @Override
    protected KeyProbe probe(ProviderHttp http, ProviderBases bases, Clock now) {
        return new PolymarketProbe(http, bases, now);
    }

    @Override
    protected List<Given> given() {
        return List.of(WALLET, KEY);
    }

    @AfterEach
    void stop() {
        polymarket.close();
    }

    @Test
    void aWalletThatHasAKeyMayTrade() {
        polymarket.knows(ADDRESS, true);
        KeyFacts facts = facts(check(WALLET));
        assertThat(facts.rights()).containsExactlyInAnyOrder(KeyRight.READ, KeyRight.TRADE);
        assertThat(facts.warnings()).extracting(KeyWarning::code).containsExactly("whole-wallet");
        assertThat(polymarket.requests())
                .extracting(FakeProvider.Request::path)
                .containsExactly("/time", "/auth/derive-api-key", "/auth/ban-status/closed-only");
    }

    @Test
    void aWalletWithoutAKeyIsGivenOne() {
        polymarket.knows(ADDRESS, false);
        assertThat(facts(check(WALLET)).rights()).contains(KeyRight.TRADE);
        assertThat(polymarket.requests())
                .extracting(request -> request.method() + " " + request.path())
                .contains("POST /auth/api-key");
    }

    @Test
    void aWalletThatPolymarketDoesNotKnow() {
        assertThat(check(WALLET)).isInstanceOf(Probed.Refused.class);
        assertThat(reason(check(WALLET))).contains("does not take this wallet's signature");
    }

    @Test
    void aWalletWhoseKeyIsNotTaken() {
        polymarket.knows(ADDRESS, true).takesNoKey();
        assertThat(check(WALLET)).isInstanceOf(Probed.Refused.class);
        assertThat(reason(check(WALLET))).contains("not the key that it gave");
    }

    @Test
    void anAccountThatMayOnlyClose() {
        polymarket.knows(ADDRESS, true).closedOnly();
        assertThat(facts(check(WALLET)).warnings())
                .extracting(KeyWarning::code)
                .containsExactly("whole-wallet", "close-only");
    }

    @Test
    void anApiKeyAloneOnlyReads() {
        KeyFacts facts = facts(check(KEY));
        assertThat(facts.rights()).containsExactly(KeyRight.READ);
        assertThat(facts.warnings()).extracting(KeyWarning::code).containsExactly("read-only");
        assertThat(facts.clockSkew()).isEqualTo(Duration.ZERO);
    }

    @Test
    void anApiKeyThatPolymarketDoesNotKnow() {
        Given other =
                new Given(
                        KeyService.POLYMARKET,
                        Map.of("apiKey", "other", "apiSecret", SECRET, "passphrase", PASSPHRASE));
        assertThat(check(other)).isInstanceOf(Probed.Refused.class);
        assertThat(reason(check(other))).contains("does not know this API key");
    }

    @Test
    void theServersTimeIsUsed() {
        polymarket.knows(ADDRESS, true);
        clock.advance(Duration.ofHours(1));
        KeyProbe behind =
                probe(
                        all(polymarket.base()),
                        Clock.fixed(clock.instant().minusSeconds(90), clock.getZone()));
        assertThat(facts(check(behind, WALLET)).clockSkew()).isEqualTo(Duration.ofSeconds(90));
    }

    private Probed check(Given given) {
        return check(probe(all(polymarket.base()), clock), given);
    }

    private static KeyFacts facts(Probed told) {
        assertThat(told).isInstanceOf(Probed.Accepted.class);
        return ((Probed.Accepted) told).facts();
    }
}
