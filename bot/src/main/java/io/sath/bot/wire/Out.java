package io.sath.bot.wire;

import io.sath.bot.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A record that the bot says.
 *
 * <p>Money is in the quote currency of {@link Hello} (AI cost: USD), quantities are in the base
 * currency, ratios are fractions. {@code at} is the venue's clock. Null stands for "unknown" or
 * "does not apply".
 */
public sealed interface Out {

    /** The record's {@code type} on the wire. */
    String type();

    /** A record of the ledger: on disk before it is said, numbered without gaps across runs. */
    sealed interface Booked extends Out {
        /** When, by the venue's clock. */
        Instant at();
    }

    /**
     * A run introduces itself. What a run without usable settings cannot know is null.
     *
     * @param store {@code kept}, {@code new}, or null for a task without a store
     */
    record Hello(
            String version,
            @Nullable Task task,
            @Nullable String venue,
            @Nullable Mode mode,
            @Nullable String quote,
            long rev,
            @Nullable String store,
            @Nullable String ledger,
            long ledgerSeq,
            long epoch)
            implements Out {
        @Override
        public String type() {
            return "hello";
        }
    }

    /** The answer to a settings file: taken, or refused whole with the problem. */
    record SettingsAnswer(long rev, boolean ok, @Nullable String problem) implements Out {
        @Override
        public String type() {
            return "settings";
        }
    }

    /** A sign of life, at once after hello and then every 10 s. */
    record Beat(
            BotState state,
            @Nullable String reason,
            long rev,
            @Nullable String ledger,
            long ledgerSeq,
            int orders,
            int positions,
            @Nullable Instant venueAt,
            long rssBytes,
            long cpuMs,
            long dropped)
            implements Out {
        @Override
        public String type() {
            return "beat";
        }
    }

    /** A line for a person; {@code code} is stable, the message English. */
    record Log(Level level, String code, String msg) implements Out {
        @Override
        public String type() {
            return "log";
        }
    }

    /**
     * An order as it stands.
     *
     * @param price the limit or target; null for an order at market
     * @param stop the stop's trigger, for the kinds that have one
     * @param trailing the distance of a trailing stop as a fraction, or null
     * @param filled the quantity filled so far
     * @param reason why it was sent, cancelled or refused: a code
     */
    record Order(
            Instant at,
            String id,
            String trade,
            String symbol,
            Side side,
            Effect effect,
            OrderKind kind,
            BigDecimal quantity,
            @Nullable BigDecimal price,
            @Nullable BigDecimal stop,
            @Nullable BigDecimal trailing,
            OrderStatus status,
            BigDecimal filled,
            @Nullable String strategy,
            @Nullable String reason)
            implements Booked {
        @Override
        public String type() {
            return "order";
        }

        /** The same order in another state. */
        public Order with(
                Instant now, OrderStatus next, BigDecimal filledSoFar, @Nullable String why) {
            return new Order(
                    now,
                    id,
                    trade,
                    symbol,
                    side,
                    effect,
                    kind,
                    quantity,
                    price,
                    stop,
                    trailing,
                    next,
                    filledSoFar,
                    strategy,
                    why);
        }

        /** What is still to be filled. */
        public BigDecimal remaining() {
            return quantity.subtract(filled);
        }
    }

    /**
     * An execution.
     *
     * @param pnl what this fill realised, net of its own fee and of its share of the entry's fees;
     *     null on an entry
     */
    record Fill(
            Instant at,
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
            implements Booked {
        @Override
        public String type() {
            return "fill";
        }
    }

    /** A position as it stands; quantity 0 says that it has closed, below 0 that it is short. */
    record Position(
            Instant at,
            String symbol,
            String trade,
            BigDecimal quantity,
            BigDecimal entry,
            BigDecimal mark,
            BigDecimal unrealized,
            @Nullable BigDecimal stop,
            @Nullable BigDecimal target)
            implements Out {
        @Override
        public String type() {
            return "position";
        }
    }

    /** A closed candle; {@code at} is its opening. */
    record Candle(
            Instant at,
            String symbol,
            String interval,
            BigDecimal open,
            BigDecimal high,
            BigDecimal low,
            BigDecimal close,
            BigDecimal volume)
            implements Out {
        @Override
        public String type() {
            return "candle";
        }
    }

    /** A reason with its numbers; the values are plain decimals, times or words. */
    record Why(String code, Json.Obj values) {}

    /** A decision, above all one not to trade, with its reasons. */
    record Decision(
            Instant at,
            String symbol,
            String strategy,
            String action,
            List<Why> why,
            BigDecimal aiCost)
            implements Out {
        public Decision {
            why = List.copyOf(why);
        }

        @Override
        public String type() {
            return "decision";
        }
    }

    /**
     * The account in figures; {@code realized} is net of fees, {@code fees} their sum since the
     * ledger began.
     */
    record Metric(
            Instant at,
            BigDecimal equity,
            BigDecimal cash,
            BigDecimal realized,
            BigDecimal unrealized,
            BigDecimal fees,
            BigDecimal aiCost,
            long apiCalls)
            implements Out {
        @Override
        public String type() {
            return "metric";
        }
    }

    /**
     * What the venue says about a key; unknown is null.
     *
     * @param expiresAt when the right to trade ends
     * @param code why it is not ok: {@code refused, unreachable, clock-skew, missing}; null when ok
     * @param detail which case of {@code code}; null when ok
     * @param skewMs how far the venue's clock is ahead of this machine's
     * @param warnings words for what a person should know about a key that is ok
     * @param problem a sentence for {@code detail}; null when ok
     */
    record Key(
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
            implements Out {
        public Key {
            warnings = List.copyOf(warnings);
        }

        @Override
        public String type() {
            return "key";
        }
    }

    /** The figures of a backtest. */
    record Report(Json.Obj figures) implements Out {
        @Override
        public String type() {
            return "report";
        }
    }

    /**
     * The answer to a resend: what was truly sent, both ends included; {@code to} below {@code
     * from}: nothing.
     */
    record Resent(String ledger, long from, long to) implements Out {
        @Override
        public String type() {
            return "resent";
        }
    }

    /** The run has stopped; it ends, or idles until SIGTERM. */
    record Stopped(
            StopReason reason,
            boolean flat,
            int orders,
            int positions,
            @Nullable String ledger,
            long ledgerSeq)
            implements Out {
        @Override
        public String type() {
            return "stopped";
        }
    }
}
