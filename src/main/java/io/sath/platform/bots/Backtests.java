package io.sath.platform.bots;

import io.sath.platform.bots.BacktestRunner.Outcome;
import io.sath.platform.bots.BotConfig.Mode;
import io.sath.platform.bots.BotConfig.Replay;
import io.sath.platform.bots.BotConfig.Venue;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Backtests: one at once per tenant, at most 10 minutes each, each under a key of the caller's that
 * finds its report again for 24 h.
 */
@Service
public class Backtests {
    private static final Logger LOG = LoggerFactory.getLogger(Backtests.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    static final Duration LIMIT = Duration.ofMinutes(10);
    private static final String DATA = "ta4j";

    private final Bots bots;
    private final BotConfigs configs;
    private final BacktestRows rows;
    private final BacktestRunner runner;
    private final Clock clock;
    private final Map<String, CountDownLatch> running = new ConcurrentHashMap<>();
    private final JsonMapper json = JsonMapper.builder().build();

    Backtests(
            Bots bots, BotConfigs configs, BacktestRows rows, BacktestRunner runner, Clock clock) {
        this.bots = bots;
        this.configs = configs;
        this.rows = rows;
        this.runner = runner;
        this.clock = clock;
    }

    /**
     * What is asked for.
     *
     * @param config null: the saved one
     * @param data the name of a market set; null: the configuration's
     * @param from the first moment that counts, null: all of the data
     * @param to the moment before which it ends, null: all of the data
     */
    public record Request(
            @Nullable BotConfig config,
            @Nullable String data,
            @Nullable Instant from,
            @Nullable Instant to) {}

    /** What there is to say after at most 20 s. */
    public sealed interface Answer {
        record Done(JsonNode report) implements Answer {}

        record Running(Instant startedAt) implements Answer {}

        /** Another one of this tenant runs. */
        record Busy() implements Answer {}

        /** The key stands for another request. */
        record Mismatch() implements Answer {}

        record Invalid(List<FieldFault> faults) implements Answer {}

        /** It ended without a report; {@code problem} in English, from the program. */
        record Failed(String problem) implements Answer {}
    }

    /** Runs it, or answers for the one that has this key. */
    public Answer run(TenantId tenant, Caller by, String key, Request request)
            throws InterruptedException {
        if (!(by.tenantId().equals(tenant) && by.has(Role.TRADER)) && !by.isOperator()) {
            throw Problem.forbidden();
        }
        String hash = hash(request);
        Optional<BacktestRows.Row> known = rows.find(tenant, key, clock.instant());
        if (known.isPresent()) {
            return known.get().hash().equals(hash)
                    ? wait(tenant, key, known.get())
                    : new Answer.Mismatch();
        }
        Instant from = request.from();
        Instant to = request.to();
        if (from != null && to != null && !from.isBefore(to)) {
            return new Answer.Invalid(
                    List.of(
                            new FieldFault(
                                    "to",
                                    "before-from",
                                    to.toString(),
                                    Text.of("bots.backtest.period"))));
        }
        BotConfig config = replayed(tenant, request);
        Optional<SaveResult> refusal = configs.refusal(tenant, config);
        if (refusal.isPresent()) {
            refusal.get().orThrow();
        }
        BotId bot = bots.status(tenant).botId();
        Instant now = clock.instant();
        if (!rows.begin(tenant, bot, key, hash, now)) {
            return new Answer.Busy();
        }
        CountDownLatch done = new CountDownLatch(1);
        running.put(name(tenant, key), done);
        Thread.startVirtualThread(() -> work(tenant, bot, key, config, from, to, done));
        return wait(tenant, key, rows.find(tenant, key, now).orElseThrow());
    }

    private void work(
            TenantId tenant,
            BotId bot,
            String key,
            BotConfig config,
            @Nullable Instant from,
            @Nullable Instant to,
            CountDownLatch done) {
        String report = null;
        String problem = "it was interrupted";
        try {
            switch (runner.run(tenant, bot, config, from, to, LIMIT)) {
                case Outcome.Done(String text) -> report = text;
                case Outcome.Failed(Text reason) -> problem = reason.in(Locale.ENGLISH);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warn("A backtest failed", e);
            problem = "a fault of the platform";
        } finally {
            rows.end(tenant, key, clock.instant(), report, problem);
            running.remove(name(tenant, key));
            done.countDown();
        }
    }

    private Answer wait(TenantId tenant, String key, BacktestRows.Row row)
            throws InterruptedException {
        CountDownLatch latch = running.get(name(tenant, key));
        BacktestRows.Row now = row;
        if (row.endedAt() == null && latch != null) {
            boolean ended = latch.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (ended) {
                now = rows.find(tenant, key, clock.instant()).orElse(row);
            }
        } else if (row.endedAt() == null) {
            now = rows.find(tenant, key, clock.instant()).orElse(row);
        }
        if (now.endedAt() == null) {
            return new Answer.Running(now.startedAt());
        }
        return now.report() != null
                ? new Answer.Done(json.readTree(now.report()))
                : new Answer.Failed(now.problem() == null ? "" : now.problem());
    }

    private BotConfig replayed(TenantId tenant, Request request) {
        BotConfig config = request.config() == null ? bots.config(tenant) : request.config();
        Replay own = config.replay();
        String data = request.data() != null ? request.data() : own == null ? DATA : own.data();
        return new BotConfig(
                config.revision(),
                Venue.REPLAY,
                Mode.PAPER,
                null,
                config.symbols(),
                config.timeframes(),
                config.capital(),
                config.currency(),
                config.maxPosition(),
                config.maxTradesPerDay(),
                config.pollSeconds(),
                config.strategies(),
                config.risk(),
                new Replay(data, own == null ? BigDecimal.ONE : own.speed()),
                config.stopPolicy());
    }

    private String hash(Request request) {
        String text =
                (request.config() == null
                                ? ""
                                : json.writeValueAsString(
                                        ConfigJson.of(request.config().numbered(0))))
                        + "\n"
                        + request.data()
                        + "\n"
                        + request.from()
                        + "\n"
                        + request.to();
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String name(TenantId tenant, String key) {
        return tenant + " " + key;
    }
}
