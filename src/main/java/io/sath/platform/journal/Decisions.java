package io.sath.platform.journal;

import io.sath.platform.orchestration.output.BotWords;
import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.TenantId;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What a tenant's bot decided and why; the newest {@value #KEPT} are kept. */
@Service
public class Decisions {
    /** How many of a tenant are kept at least; trimming lets it grow by a tenth in between. */
    public static final int KEPT = 5_000;

    private final DecisionStore store;

    Decisions(DecisionStore store) {
        this.store = store;
    }

    /**
     * A decision.
     *
     * @param at the bot's wall clock (UTC)
     * @param action {@code enter}, {@code exit}, {@code hold} …
     * @param votes a JSON array as text
     * @param aiCost what asking for it cost, in USD
     */
    public record Decision(
            UUID id,
            Instant at,
            String symbol,
            String strategy,
            String action,
            List<Reason> reasons,
            String votes,
            BigDecimal aiCost) {
        public Decision {
            reasons = List.copyOf(reasons);
        }
    }

    /** Why: a code and the numbers behind it, in the order in which the bot named them. */
    public record Reason(String code, Map<String, String> values) {
        public Reason {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        /** In a person's language; a code without a text is shown with its values. */
        public String message(Locale locale) {
            return BotWords.reason(code, values, locale);
        }
    }

    /**
     * Decisions by their time, newest first unless asked otherwise.
     *
     * @param from the earliest, or null
     * @param to the first that is out, or null
     */
    public Page<Decision> page(
            TenantId tenant, @Nullable Instant from, @Nullable Instant to, PageRequest request) {
        return store.page(tenant, from, to, request);
    }
}
