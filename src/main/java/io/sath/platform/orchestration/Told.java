package io.sath.platform.orchestration;

import io.sath.platform.orchestration.output.BotRecord;
import io.sath.platform.orchestration.output.BotRecord.Beat;
import io.sath.platform.orchestration.output.BotRecord.Hello;
import io.sath.platform.orchestration.output.BotRecord.SettingsSeen;
import io.sath.platform.orchestration.output.BotRecord.Stopped;
import io.sath.platform.orchestration.output.Source;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a bot said last, of its last run.
 *
 * @param heardAt when the platform last read a sign of life
 * @param doingSince since when its beat says the same state
 * @param ledgerSeq the highest that the bot said, in any record, that {@code ledger} has
 */
record Told(
        @Nullable Hello hello,
        @Nullable Beat beat,
        @Nullable SettingsSeen settings,
        @Nullable Stopped stopped,
        @Nullable Instant heardAt,
        @Nullable Instant doingSince,
        @Nullable UUID ledger,
        long ledgerSeq) {
    static final Told NOTHING = new Told(null, null, null, null, null, null, null, 0);

    /** With this record, read at {@code now}. */
    Told hearing(BotRecord record, Instant now) {
        return switch (record) {
            case Hello said ->
                    new Told(said, null, null, null, now, now, said.ledger(), said.ledgerSeq());
            case Beat said ->
                    new Told(
                                    hello,
                                    said,
                                    settings,
                                    stopped,
                                    now,
                                    beat != null && beat.state() == said.state()
                                            ? doingSince
                                            : said.ts(),
                                    ledger,
                                    ledgerSeq)
                            .having(said.ledger(), said.ledgerSeq());
            case SettingsSeen said ->
                    new Told(hello, beat, said, stopped, now, doingSince, ledger, ledgerSeq);
            case Stopped said ->
                    new Told(hello, beat, settings, said, now, doingSince, ledger, ledgerSeq)
                            .having(said.ledger(), said.ledgerSeq());
            case BotRecord.Booked booked -> having(booked.ledger(), booked.ledgerSeq());
            default -> this;
        };
    }

    private Told having(@Nullable UUID said, long seq) {
        if (said == null || (said.equals(ledger) && seq <= ledgerSeq)) {
            return this;
        }
        boolean same = said.equals(ledger);
        return new Told(
                hello,
                beat,
                settings,
                stopped,
                heardAt,
                doingSince,
                said,
                same ? Math.max(seq, ledgerSeq) : seq);
    }

    /** What the process that began at {@code startedAt} said: nothing, before its hello. */
    Told since(Instant startedAt) {
        if (hello != null && !hello.ts().isBefore(startedAt.minusMillis(1))) {
            return this;
        }
        return new Told(null, null, null, null, null, null, ledger, ledgerSeq);
    }

    Source source(TenantId tenant, BotId bot) {
        return hello == null
                ? new Source(tenant, bot, "", "", "")
                : new Source(
                        tenant,
                        bot,
                        orEmpty(hello.venue()),
                        orEmpty(hello.mode()),
                        orEmpty(hello.quote()));
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    /** Whether orders or positions were open, as said last. */
    boolean open() {
        if (stopped != null) {
            return !stopped.flat();
        }
        return beat != null && beat.orders() + beat.positions() > 0;
    }

    int positions() {
        if (stopped != null) {
            return stopped.positions();
        }
        return beat == null ? 0 : beat.positions();
    }

    /** The revision of the settings that it has taken; 0: none known. */
    long rev() {
        long said = beat == null ? 0 : beat.rev();
        if (settings != null && settings.ok()) {
            said = Math.max(said, settings.rev());
        }
        return said;
    }
}
