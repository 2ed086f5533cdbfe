package io.sath.platform.secrets.probe.gemini;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.secrets.KeyRight;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.secrets.ProviderBases;
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

class GeminiProbeTests extends KeyProbeContract {
    private static final String API_KEY = "AIzaCanary0123456789abcdefghijklmnopqrs";
    private static final Given KEY = new Given(KeyService.GEMINI, Map.of("apiKey", API_KEY));

    private final FakeAi ai = FakeAi.likeGemini(API_KEY);

    @Override
    protected KeyProbe probe(ProviderHttp http, ProviderBases bases, Clock now) {
        return new GeminiProbe(http, bases);
    }

    @Override
    protected List<Given> given() {
        return List.of(KEY);
    }

    @AfterEach
    void stop() {
        ai.close();
    }

    @Test
    void aKeyThatListsTheModels() {
        assertThat(check(KEY))
                .isInstanceOfSatisfying(
                        Probed.Accepted.class,
                        accepted ->
                                assertThat(accepted.facts().rights())
                                        .containsExactly(KeyRight.READ));
    }

    @Test
    void aKeyThatIsNotKnown() {
        Probed told = check(new Given(KeyService.GEMINI, Map.of("apiKey", "other")));
        assertThat(told).isInstanceOf(Probed.Refused.class);
        assertThat(reason(told)).contains("Gemini does not know this key");
    }

    @Test
    void aRightThatIsMissingAndAPlaceThatIsNotServed() {
        ai.always(_ -> Reply.of(403, "{\"error\":{\"status\":\"PERMISSION_DENIED\"}}"));
        assertThat(check(KEY)).isInstanceOf(Probed.Refused.class);
        ai.always(_ -> Reply.of(400, "{\"error\":{\"status\":\"FAILED_PRECONDITION\"}}"));
        assertThat(check(KEY)).isInstanceOf(Probed.Unreachable.class);
        assertThat(reason(check(KEY))).contains("does not serve the place");
    }

    private Probed check(Given given) {
        return check(probe(all(ai.base()), Clock.systemUTC()), given);
    }
}
