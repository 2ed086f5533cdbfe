package io.sath.platform.secrets.fake;

import io.sath.platform.secrets.KeyAlgorithm;
import io.sath.platform.secrets.KeyRight;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.secrets.SecretValue;
import io.sath.platform.secrets.probe.KeyFacts;
import io.sath.platform.secrets.probe.KeyProbe;
import io.sath.platform.secrets.probe.Probed;
import io.sath.platform.shared.Text;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/**
 * Every service at once: it answers what the test says, and sees that the values are still there.
 */
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class ScriptedProbe implements KeyProbe {
    private static final KeyFacts FINE =
            new KeyFacts(Set.of(KeyRight.READ, KeyRight.TRADE), true, null, null, List.of());

    private final AtomicInteger asked = new AtomicInteger();
    private volatile Probed answer = new Probed.Accepted(FINE);
    private volatile @Nullable RuntimeException fault;
    private volatile @Nullable KeyAlgorithm algorithm;

    /** From now on it answers this. */
    public void answers(Probed next) {
        answer = next;
        fault = null;
    }

    public void accepts(KeyFacts facts) {
        answers(new Probed.Accepted(facts));
    }

    public void cannotReach() {
        answers(new Probed.Unreachable(Text.of("secrets.no-probe", "binance")));
    }

    /** From now on it throws, as an adapter with a fault of its own would. */
    public void fails(RuntimeException with) {
        fault = with;
    }

    /** As at the beginning: every key is fine. */
    public void reset() {
        accepts(FINE);
        asked.set(0);
    }

    public int asked() {
        return asked.get();
    }

    /** The algorithm it was asked with last. */
    public @Nullable KeyAlgorithm algorithm() {
        return algorithm;
    }

    @Override
    public Set<KeyService> services() {
        return EnumSet.allOf(KeyService.class);
    }

    @Override
    public Probed probe(
            KeyService service, @Nullable KeyAlgorithm with, Map<String, SecretValue> fields) {
        asked.incrementAndGet();
        algorithm = with;
        for (SecretValue value : fields.values()) {
            if (value.bytes().length > 0 && value.bytes()[0] == 0) {
                throw new IllegalStateException("a value was wiped before it was asked about");
            }
        }
        RuntimeException thrown = fault;
        if (thrown != null) {
            throw thrown;
        }
        return answer;
    }
}
