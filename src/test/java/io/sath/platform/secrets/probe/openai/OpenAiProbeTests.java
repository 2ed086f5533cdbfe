package io.sath.platform.secrets.probe.openai;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.secrets.KeyRight;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.secrets.KeyWarning;
import io.sath.platform.secrets.ProviderBases;
import io.sath.platform.secrets.probe.KeyFacts;
import io.sath.platform.secrets.probe.KeyProbe;
import io.sath.platform.secrets.probe.KeyProbeContract;
import io.sath.platform.secrets.probe.Probed;
import io.sath.platform.secrets.probe.fake.FakeAi;
import io.sath.platform.secrets.probe.fake.FakeProvider.Reply;
import io.sath.platform.secrets.probe.provider.ProviderHttp;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OpenAiProbeTests extends KeyProbeContract {
    private static final String API_KEY = "sk-canary-0123456789abcdef";
    private static final Given DEEPSEEK = new Given(KeyService.DEEPSEEK, Map.of("apiKey", API_KEY));
    private static final Given OPENAI = new Given(KeyService.OPENAI, Map.of("apiKey", API_KEY));

    private final FakeAi ai = FakeAi.likeOpenAi(API_KEY);

    @Override
    protected KeyProbe probe(ProviderHttp http, ProviderBases bases, Clock now) {
        return new OpenAiProbe(http, bases);
    }

    @Override
    protected List<Given> given() {
        return List.of(DEEPSEEK, OPENAI);
    }

    @AfterEach
    void stop() {
        ai.close();
    }

    @Test
    void aKeyThatListsTheModels() {
        for (Given given : given()) {
            KeyFacts facts = facts(check(given));
            assertThat(facts.rights()).containsExactly(KeyRight.READ);
            assertThat(facts.warnings()).isEmpty();
        }
    }

    @Test
    void aKeyThatIsNotKnown() {
        assertThat(reason(check(new Given(KeyService.DEEPSEEK, Map.of("apiKey", "sk-other")))))
                .isEqualTo(
                        "DeepSeek does not know this key. Check that it is complete and has not been revoked.");
    }

    @Test
    void anAccountWithoutBalance() {
        ai.always(_ -> Reply.of(402, "{\"error\":{\"message\":\"Insufficient Balance\"}}"));
        assertThat(facts(check(DEEPSEEK)).warnings())
                .extracting(KeyWarning::code)
                .containsExactly("no-balance");
        ai.always(_ -> Reply.of(429, "{\"error\":{\"code\":\"insufficient_quota\"}}"));
        assertThat(facts(check(OPENAI)).warnings())
                .extracting(KeyWarning::code)
                .containsExactly("no-balance");
    }

    @Test
    void aPlaceThatIsNotServedAndARightThatIsMissing() {
        ai.always(_ ->
                Reply.of(403, "{\"error\":{\"code\":\"unsupported_country_region_territory\"}}"));
        assertThat(check(OPENAI)).isInstanceOf(Probed.Unreachable.class);
        ai.always(_ -> Reply.of(403, "{\"error\":{\"message\":\"Missing scopes\"}}"));
        assertThat(check(OPENAI)).isInstanceOf(Probed.Refused.class);
        assertThat(reason(check(OPENAI))).contains("may not list the models");
    }

    private Probed check(Given given) {
        return check(probe(all(ai.base()), Clock.systemUTC()), given);
    }

    private static KeyFacts facts(Probed told) {
        assertThat(told).isInstanceOf(Probed.Accepted.class);
        return ((Probed.Accepted) told).facts();
    }
}
