package io.sath.platform.orchestration.output;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One line of a bot's output, decoded after {@code wire.md}.
 *
 * <p>Money is in the {@code hello}'s quote currency unless named otherwise, quantities are in the
 * base asset, ratios are fractions, times are UTC. Nothing in it names a tenant: {@link Source}
 * does.
 */
public sealed interface BotRecord {
    /** Wall clock of the bot; of a line that names none, of its reading. */
    Instant ts();

    /** A line of the wire, as against raw text. */
    sealed interface Spoken extends BotRecord {
        Head head();

        default UUID run() {
            return head().run();
        }

        /** From 1 and unique within the run; it may jump where the bot dropped lines. */
        default long seq() {
            return head().seq();
        }

        @Override
        default Instant ts() {
            return head().ts();
        }
    }

    /** A record of the bot's books: it never gets lost, and it may come again. */
    sealed interface Booked extends Spoken {
        Entry entry();

        default UUID ledger() {
            return entry().ledger();
        }

        /** From 1 without gaps, across runs. */
        default long ledgerSeq() {
            return entry().ledgerSeq();
        }

        /** The venue's clock; on replay the market's. */
        default Instant at() {
            return entry().at();
        }
    }

    /** What every line of the wire says first. */
    record Head(UUID run, long seq, Instant ts) {}

    /** Where a record stands in the books. */
    record Entry(UUID ledger, long ledgerSeq, Instant at) {}

    enum Side {
        BUY,
        SELL
    }

    enum Effect {
        ENTRY,
        EXIT
    }

    enum OrderStatus {
        INTENDED,
        OPEN,
        PARTLY,
        FILLED,
        CANCELLED,
        REJECTED,
        EXPIRED,
        UNKNOWN
    }

    enum RunState {
        WAITING,
        RUNNING,
        EXIT_ONLY,
        STOPPING,
        STOPPED
    }

    enum Level {
        DEBUG,
        INFO,
        WARN,
        ERROR
    }

    /**
     * A run begins. What a run without usable settings cannot know is null.
     *
     * @param store {@code kept}, {@code new} (it waits for its opening), or null for a task without
     *     a store
     * @param ledgerSeq the highest that the bot's own store holds
     */
    record Hello(
            Head head,
            int wire,
            String version,
            @Nullable String task,
            @Nullable String venue,
            @Nullable String mode,
            @Nullable String quote,
            long rev,
            @Nullable String store,
            @Nullable UUID ledger,
            long ledgerSeq,
            long epoch)
            implements Spoken {}

    /** Settings of revision {@code rev} were taken, or refused with a {@code problem}. */
    record SettingsSeen(Head head, long rev, boolean ok, @Nullable String problem)
            implements Spoken {}

    /** A sign of life, every 10 s. {@code dropped} counts lines the bot could not write. */
    record Beat(
            Head head,
            RunState state,
            @Nullable String reason,
            long rev,
            @Nullable UUID ledger,
            long ledgerSeq,
            int orders,
            int positions,
            @Nullable Instant venueAt,
            long rssBytes,
            long cpuMs,
            long dropped)
            implements Spoken {}

    /** A line of the log; {@code cut} where the text was longer than a line may be. */
    record Log(Head head, Level level, @Nullable String code, String message, boolean cut)
            implements Spoken {}

    /**
     * An order, at each change of its status.
     *
     * @param kind {@code market}, {@code limit}, {@code stop}, {@code take-profit}, {@code oco}
     * @param price the limit or target; null for an order at market
     * @param stop the trigger of a stop, where the kind has one
     * @param trailing the distance of a trailing stop as a fraction, or null
     * @param strategy whose order it is, where the bot says so
     * @param reason why it was sent, cancelled or refused: a code
     */
    record Order(
            Head head,
            Entry entry,
            String id,
            String trade,
            String symbol,
            Side side,
            Effect effect,
            String kind,
            BigDecimal quantity,
            @Nullable BigDecimal price,
            @Nullable BigDecimal stop,
            @Nullable BigDecimal trailing,
            OrderStatus status,
            BigDecimal filled,
            @Nullable String strategy,
            @Nullable String reason)
            implements Booked {}

    /**
     * A fill.
     *
     * @param pnl what it realised, net of its own fee and its share of the entry's; null on an
     *     entry
     */
    record Fill(
            Head head,
            Entry entry,
            String id,
            String order,
            String trade,
            String symbol,
            Side side,
            Effect effect,
            BigDecimal quantity,
            BigDecimal price,
            BigDecimal fee,
            String feeAsset,
            boolean maker,
            @Nullable BigDecimal pnl)
            implements Booked {}

    /** What is held of a symbol now; {@code quantity} is negative for a short one, 0 when flat. */
    record Position(
            Head head,
            Instant at,
            String symbol,
            @Nullable String trade,
            BigDecimal quantity,
            @Nullable BigDecimal entry,
            @Nullable BigDecimal mark,
            @Nullable BigDecimal unrealized,
            @Nullable BigDecimal stop,
            @Nullable BigDecimal target)
            implements Spoken {}

    /** A closed candle; {@code at} is its opening. */
    record Candle(
            Head head,
            Instant at,
            String symbol,
            String interval,
            BigDecimal open,
            BigDecimal high,
            BigDecimal low,
            BigDecimal close,
            BigDecimal volume)
            implements Spoken {}

    /** A reason of a decision: its code and the numbers behind it, in the bot's order. */
    record Reason(String code, Map<String, String> values) {
        public Reason {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /**
     * What a strategy decided and why. {@code votes} is a JSON array as text, {@code aiCost} USD.
     */
    record Decision(
            Head head,
            Instant at,
            String symbol,
            String strategy,
            String action,
            List<Reason> why,
            String votes,
            BigDecimal aiCost)
            implements Spoken {
        public Decision {
            why = List.copyOf(why);
        }
    }

    /** The books' figures at one time; {@code aiCost} in USD. */
    record Metric(
            Head head,
            Instant at,
            BigDecimal equity,
            BigDecimal cash,
            BigDecimal realized,
            BigDecimal unrealized,
            BigDecimal fees,
            BigDecimal aiCost,
            long apiCalls)
            implements Spoken {}

    /**
     * What a service says of a stored key; unknown is null.
     *
     * @param expiresAt when the right to trade ends
     * @param code why it is not ok: {@code refused, unreachable, clock-skew, missing}
     * @param detail which case of {@code code}
     * @param skewMs how far the service's clock is ahead of the bot's
     * @param warnings words for what a person should know of a key that is ok
     * @param problem a sentence for {@code detail}
     */
    record Key(
            Head head,
            String ref,
            boolean ok,
            @Nullable Boolean trade,
            @Nullable Boolean withdraw,
            @Nullable Boolean ipRestricted,
            @Nullable Instant expiresAt,
            @Nullable String code,
            @Nullable String detail,
            @Nullable Long skewMs,
            List<String> warnings,
            @Nullable String problem)
            implements Spoken {
        public Key {
            warnings = List.copyOf(warnings);
        }
    }

    /** The report of a backtest; {@code figures} is a JSON object as text. */
    record Report(Head head, String figures) implements Spoken {}

    /**
     * The bot sent its records {@code from} to {@code to} (both included) again: all it had; with
     * {@code to} below {@code from} it had none.
     */
    record Resent(Head head, UUID ledger, long from, long to) implements Spoken {}

    /** A run ended its work; {@code reason} is a word of {@code wire.md}, section Exits. */
    record Stopped(
            Head head,
            String reason,
            boolean flat,
            int orders,
            int positions,
            @Nullable UUID ledger,
            long ledgerSeq)
            implements Spoken {}

    /** A raw line of the error output, redacted and cut to the size of a line. */
    record StderrLine(Instant ts, String text) implements BotRecord {}

    /**
     * A line of the output that is no record, or none that this platform knows: to be logged.
     *
     * @param problem what is wrong with it, for operators
     * @param text the line, redacted and cut
     */
    record Unknown(Instant ts, String problem, String text) implements BotRecord {}

    /** Lines that were lost between bot and platform, counted by the platform. */
    record Lost(Instant ts, long count, String reason) implements BotRecord {}
}
