package io.sath.platform.bots.web;

import io.sath.platform.bots.Backtests;
import io.sath.platform.bots.Backtests.Answer;
import io.sath.platform.bots.BotConfig;
import io.sath.platform.bots.ConfigJson;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.Text;
import io.sath.platform.shared.Unfinished;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Backtests of the caller's tenant. */
@RestController
@RequestMapping("/api/v1/bot/backtest")
class BacktestController {
    private final Backtests backtests;

    BacktestController(Backtests backtests) {
        this.backtests = backtests;
    }

    record Asked(
            @Nullable JsonNode config,
            @Nullable String data,
            @Nullable Instant from,
            @Nullable Instant to) {}

    record Started(Instant startedAt) {}

    /** The report itself, or, after 20 s, when it was started: the same key asks again. */
    @PostMapping
    @RolesAllowed("TRADER")
    ResponseEntity<Object> run(
            Caller caller,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody(required = false) @Nullable Asked body,
            HttpServletRequest http)
            throws InterruptedException {
        if (key == null || key.isBlank() || key.length() > 255) {
            throw Problem.invalid(
                    List.of(
                            new FieldFault(
                                    "Idempotency-Key",
                                    key == null ? "missing" : "out-of-range",
                                    null,
                                    Text.of("bots.backtest.key"))));
        }
        Asked asked = body == null ? new Asked(null, null, null, null) : body;
        JsonNode given = asked.config();
        BotConfig config = given == null || given.isNull() ? null : ConfigJson.read(given);
        Backtests.Request request =
                new Backtests.Request(config, asked.data(), asked.from(), asked.to());
        Answer answer = backtests.run(caller.tenantId(), caller, key, request);
        if (answer instanceof Answer.Running || answer instanceof Answer.Busy) {
            http.setAttribute(Unfinished.ATTRIBUTE, true);
        }
        return switch (answer) {
            case Answer.Done(JsonNode report) -> ResponseEntity.ok(report);
            case Answer.Running(Instant startedAt) ->
                    ResponseEntity.status(HttpStatus.ACCEPTED).body(new Started(startedAt));
            case Answer.Busy ignored ->
                    throw Problem.of(ProblemCode.IN_PROGRESS, Text.of("bots.backtest.busy"));
            case Answer.Mismatch ignored ->
                    throw Problem.of(
                            ProblemCode.IDEMPOTENCY_MISMATCH, Text.of("bots.backtest.mismatch"));
            case Answer.Invalid(List<FieldFault> faults) -> throw Problem.invalid(faults);
            case Answer.Failed(String problem) ->
                    throw Problem.of(
                            ProblemCode.CONFLICT, Text.of("bots.backtest.failed", problem));
        };
    }
}
