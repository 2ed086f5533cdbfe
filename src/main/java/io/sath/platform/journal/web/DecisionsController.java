package io.sath.platform.journal.web;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.sath.platform.journal.Decisions;
import io.sath.platform.journal.Decisions.Decision;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import jakarta.annotation.security.RolesAllowed;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What the bot of the caller's tenant decided and why. */
@RestController
@RequestMapping("/api/v1/decisions")
@RolesAllowed("VIEWER")
class DecisionsController {
    private final Decisions decisions;

    DecisionsController(Decisions decisions) {
        this.decisions = decisions;
    }

    record ReasonJson(String code, String message, Map<String, String> values) {}

    /**
     * @param votes an array as the bot wrote it
     */
    record DecisionJson(
            UUID id,
            Instant at,
            String symbol,
            String strategy,
            String action,
            List<ReasonJson> reasons,
            @JsonRawValue @ArraySchema String votes,
            BigDecimal aiCost) {
        static DecisionJson of(Decision decision, Locale locale) {
            return new DecisionJson(
                    decision.id(),
                    decision.at(),
                    decision.symbol(),
                    decision.strategy(),
                    decision.action(),
                    decision.reasons().stream()
                            .map(reason ->
                                    new ReasonJson(
                                            reason.code(), reason.message(locale), reason.values()))
                            .toList(),
                    decision.votes(),
                    decision.aiCost());
        }
    }

    @GetMapping
    Page<DecisionJson> list(
            Caller caller,
            PageRequest page,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to,
            Locale locale) {
        return decisions
                .page(caller.tenantId(), from, to, page)
                .map(decision -> DecisionJson.of(decision, locale));
    }
}
