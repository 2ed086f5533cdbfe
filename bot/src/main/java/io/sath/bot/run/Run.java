package io.sath.bot.run;

import io.sath.bot.ledger.DataLock;
import io.sath.bot.ledger.Ledger;
import io.sath.bot.ledger.LedgerDamaged;
import io.sath.bot.ledger.Store;
import io.sath.bot.wire.BotState;
import io.sath.bot.wire.CheckSettings;
import io.sath.bot.wire.Level;
import io.sath.bot.wire.Out;
import io.sath.bot.wire.Settings;
import io.sath.bot.wire.SettingsResult;
import io.sath.bot.wire.StopPolicy;
import io.sath.bot.wire.StopReason;
import io.sath.bot.wire.Task;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One run: from the first settings to the line that says why it stopped, and then, where a restart
 * would cure nothing or a person ordered the stop, idling until SIGTERM.
 *
 * <pre>
 * starting ─► waiting for the opening ─► trading ─► stopped ─► ended
 *     └──────────────┴──────────────────────┴─────────┘
 * </pre>
 *
 * One thread does it all; the settings file, SIGTERM and stdout have threads of their own that
 * reach it by queues.
 */
public final class Run {

    private static final Duration BEAT = Duration.ofSeconds(10);
    private static final Duration SECRETS_PATIENCE = Duration.ofSeconds(10);
    private static final Duration LEAVE_PATIENCE = Duration.ofSeconds(50);
    private static final Duration FLUSH_PATIENCE = Duration.ofSeconds(5);
    private static final int EVENTS_A_TURN = 2_000;

    private final Environment given;
    private final Output output;
    private final BlockingQueue<Signal> inbox;
    private @Nullable DataLock lock;
    private @Nullable Ledger ledger;
    private @Nullable Settings settings;
    private @Nullable CheckSettings checking;
    private @Nullable String pending;
    private @Nullable Trader trader;
    private @Nullable Resending resending;
    private @Nullable StopReason stopped;
    private @Nullable Instant terminateBy;
    private boolean ended;
    private boolean backtesting;
    private Instant nextBeat;
    private String beatenAs = "";

    /** A run that says its lines to stdout. */
    public Run(Environment given) {
        this(
                given,
                new Output(
                        Uuid7.at(given.wall().instant()),
                        new FileOutputStream(FileDescriptor.out),
                        Output.stdoutFile(),
                        Output.FILE_LIMIT,
                        given.wall()),
                new LinkedBlockingQueue<>());
    }

    Run(Environment given, Output output, BlockingQueue<Signal> inbox) {
        this.given = given;
        this.output = output;
        this.inbox = inbox;
        this.nextBeat = given.wall().instant();
    }

    /** Asks the run to end, as SIGTERM does; from any thread. */
    public void terminate() {
        inbox.add(new Signal.Terminate());
    }

    /** Does all of it; the answer is the exit code. */
    public int run() throws InterruptedException {
        output.start();
        try {
            begin();
            while (!ended) {
                turn();
            }
        } catch (LedgerDamaged e) {
            stop(StopReason.LEDGER, e.getMessage());
            idle();
        } catch (IOException | RuntimeException e) {
            e.printStackTrace();
            stop(
                    StopReason.FAULT,
                    "The program failed: " + e + ". It ends, and may be started again.");
        }
        closeAll();
        output.flush(FLUSH_PATIENCE);
        return stopped == null ? 0 : stopped.exitCode();
    }

    /** After damage was found nothing is done any more but beating. */
    private void idle() throws InterruptedException {
        while (!ended) {
            beatIfDue();
            Signal signal = inbox.poll(untilBeat(), TimeUnit.MILLISECONDS);
            ended = signal instanceof Signal.Terminate;
        }
    }

    private void begin() throws IOException, LedgerDamaged, InterruptedException {
        Path file = given.settings();
        if (file == null) {
            hello(null);
            stop(StopReason.SETTINGS, "SATH_SETTINGS must name the settings file.");
            return;
        }
        SettingsFile watched = new SettingsFile(file);
        SettingsResult first = watched.change();
        watched.watch(inbox);
        switch (first) {
            case null -> {
                hello(null);
                refuse(0, "file: " + file + " cannot be read");
                stop(StopReason.SETTINGS, "The settings file " + file + " cannot be read.");
            }
            case SettingsResult.Refused(long rev, String problem) -> {
                hello(null);
                refuse(rev, problem);
                stop(StopReason.SETTINGS, "There are no usable settings: " + problem);
            }
            case SettingsResult.Taken(Settings taken) -> begin(taken);
            case SettingsResult.Check(CheckSettings check) -> begin(check);
        }
    }

    /** A check needs no store, so it runs beside the trading run of the same bot. */
    private void begin(CheckSettings check) throws InterruptedException {
        checking = check;
        output.say(
                new Out.Hello(
                        given.version(),
                        Task.CHECK_KEY,
                        check.venue(),
                        null,
                        null,
                        check.rev(),
                        null,
                        null,
                        0,
                        0));
        output.say(new Out.SettingsAnswer(check.rev(), true, null));
        beatIfDue();
        Secrets secrets = takeSecrets();
        if (secrets != null) {
            CheckTask.start(check, secrets, given.wall(), inbox);
        }
    }

    private void begin(Settings taken) throws IOException, LedgerDamaged, InterruptedException {
        settings = taken;
        if (!openData(taken)) {
            return;
        }
        hello(taken);
        String problem = taken.task() == Task.REPORT ? null : Checks.problem(taken, given.sets());
        if (problem != null) {
            refuse(taken.rev(), problem);
            stop(StopReason.SETTINGS, "There are no usable settings: " + problem);
            return;
        }
        output.say(new Out.SettingsAnswer(taken.rev(), true, null));
        beatIfDue();
        try (Secrets secrets = takeSecrets()) {
            // The replay venue signs nothing: what was delivered is wiped before trading begins.
            if (secrets == null) {
                return;
            }
        }
        if (!isSuperseded(taken)) {
            obey(taken);
            open(taken);
        }
    }

    /** Locks the data directory and opens the ledger; false where the run cannot go on. */
    private boolean openData(Settings taken) throws IOException, InterruptedException {
        Path data = given.data();
        String problem = null;
        if (data == null) {
            problem = "SATH_DATA must name the data directory.";
        } else if (!Files.isDirectory(data) || !Files.isWritable(data)) {
            problem = "The data directory " + data + " is not there or cannot be written.";
        } else {
            lock = DataLock.tryLock(data);
            if (lock == null) {
                problem = "The data directory " + data + " is in use by another run.";
            }
        }
        if (problem != null || data == null) {
            hello(taken);
            stop(StopReason.DATA, String.valueOf(problem));
            return false;
        }
        try {
            if (Ledger.exists(data)) {
                ledger = Ledger.open(given.disk(), data);
            } else if (taken.task() == Task.TRADE) {
                pending =
                        new Store(given.disk(), data)
                                .pendingId(() -> Uuid7.at(given.wall().instant()));
            }
            return true;
        } catch (LedgerDamaged e) {
            hello(taken);
            stop(StopReason.LEDGER, e.getMessage());
            return false;
        }
    }

    /** The delivered keys, for the caller to close; null where the run cannot go on. */
    private @Nullable Secrets takeSecrets() throws InterruptedException {
        return switch (Secrets.read(given.secrets(), given.stdin(), SECRETS_PATIENCE)) {
            case Secrets.Delivery.Delivered(Secrets secrets) -> secrets;
            case Secrets.Delivery.Missing() -> {
                log(
                        Level.WARN,
                        "secrets.none",
                        "No line of secrets came within 10 s; going on without.");
                yield Secrets.none();
            }
            case Secrets.Delivery.Unusable(String problem) -> {
                stop(StopReason.SECRETS, "There are no usable secrets: " + problem + ".");
                yield null;
            }
        };
    }

    /** Begins to trade, or to wait for the opening, or to report. */
    private void open(Settings now) throws IOException, LedgerDamaged {
        Path data = Objects.requireNonNull(given.data());
        Settings.Opening opening = now.opening();
        if (ledger == null && opening != null && opening.ledger().equals(pending)) {
            ledger = Ledger.begin(given.disk(), data, opening);
            pending = null;
        }
        Ledger opened = ledger;
        if (now.task() == Task.REPORT) {
            if (resending == null) {
                stop(StopReason.DONE, "Nothing was asked for.");
            }
        } else if (now.task() == Task.BACKTEST) {
            if (!backtesting) {
                backtesting = true;
                BacktestTask.start(now, given.sets(), inbox);
            }
        } else if (opened != null) {
            new Store(given.disk(), data).forgetPending();
            trader =
                    new Trader(opened, given.disk(), data, now, given.sets(), output, given.wall());
            order(now);
        } else if (now.stop() != null && now.stop() != StopPolicy.FLATTEN) {
            stop(StopReason.ORDERED, "Stopped before the opening came: nothing was begun.");
        }
    }

    private void turn() throws IOException, LedgerDamaged, InterruptedException {
        boolean busy = false;
        Trader trading = trader;
        if (trading != null && stopped != StopReason.SUPERSEDED) {
            if (stopped == null) {
                busy = trading.step(EVENTS_A_TURN);
            }
            if (stopped == null && trading.isStopped() && !busy) {
                stop(terminateBy == null ? StopReason.ORDERED : StopReason.SIGNAL, null);
            }
        }
        Resending sending = resending;
        boolean more = false;
        if (sending != null) {
            more = sending.pump();
            if (!more) {
                resending = null;
                if (isReport()) {
                    stop(StopReason.DONE, null);
                }
            }
        }
        beatIfDue();
        beatIfChanged();
        endIfDue();
        Signal signal =
                ended ? null : inbox.poll(busy ? 0 : waitMillis(more), TimeUnit.MILLISECONDS);
        switch (signal) {
            case null -> {}
            case Signal.Terminate _ -> onTerminate();
            case Signal.NewSettings(SettingsResult result) -> onSettings(result);
            case Signal.Backtested done -> onBacktested(done);
            case Signal.Checked done -> onChecked(done);
        }
    }

    private void onChecked(Signal.Checked done) {
        if (done.said() != null) {
            output.say(done.said());
        }
        stop(done.said() == null ? StopReason.FAULT : StopReason.DONE, done.problem());
    }

    private void onBacktested(Signal.Backtested done) {
        if (done.figures() != null) {
            output.say(new Out.Report(done.figures()));
        }
        stop(done.reason(), done.problem());
    }

    private long waitMillis(boolean resendingWaits) {
        long wait = untilBeat();
        Trader trading = trader;
        if (trading != null && stopped == null) {
            Instant wake = trading.wakeAt();
            if (wake != null) {
                wait = Math.min(wait, until(wake));
            }
        }
        return resendingWaits ? Math.min(wait, 20) : wait;
    }

    private long untilBeat() {
        return until(nextBeat);
    }

    private long until(Instant time) {
        long millis = Duration.between(given.wall().instant(), time).toMillis() + 1;
        return Math.clamp(millis, 0, BEAT.toMillis());
    }

    private void onTerminate() {
        if (trader != null && stopped == null) {
            terminateBy = given.wall().instant().plus(LEAVE_PATIENCE);
            trader.stop(StopPolicy.LEAVE);
        } else {
            if (stopped == null) {
                stop(StopReason.SIGNAL, null);
            }
            ended = true;
        }
    }

    private void endIfDue() {
        Instant by = terminateBy;
        if (stopped == null && by != null && given.wall().instant().isAfter(by)) {
            stop(StopReason.SIGNAL, "What was in flight has not come to an end within 50 s.");
        }
        if (stopped != null && (terminateBy != null || !stopped.idles())) {
            ended = true;
        }
    }

    private void onSettings(SettingsResult result) throws IOException, LedgerDamaged {
        switch (result) {
            case SettingsResult.Refused(long rev, String problem) -> refuse(rev, problem);
            case SettingsResult.Check(CheckSettings next) ->
                    refuse(next.rev(), "check: it does not change within a run; start a new one");
            case SettingsResult.Taken(Settings next) -> {
                Settings former = settings;
                String problem =
                        checking != null
                                ? "task: it does not change within a run; start a new one"
                                : former == null ? null : Checks.change(former, next);
                if (problem == null && next.task() != Task.REPORT) {
                    problem = Checks.problem(next, given.sets());
                }
                if (problem != null) {
                    refuse(next.rev(), problem);
                } else {
                    take(next);
                }
            }
        }
    }

    private void take(Settings next) throws IOException, LedgerDamaged {
        if (stopped != null && stopped != StopReason.ORDERED) {
            output.say(new Out.SettingsAnswer(next.rev(), true, null));
            if (stopped != StopReason.SETTINGS) {
                settings = next;
                obey(next);
            }
            return;
        }
        settings = next;
        output.say(new Out.SettingsAnswer(next.rev(), true, null));
        if (isSuperseded(next)) {
            return;
        }
        obey(next);
        Trader trading = trader;
        if (trading == null) {
            if (stopped == null) {
                open(next);
            }
            return;
        }
        if (stopped == null) {
            trading.adjust(next);
        }
        order(next);
        beatNow();
    }

    /** A stop that is ordered, or ordered in another way than the one that was obeyed. */
    private void order(Settings now) {
        Trader trading = trader;
        StopPolicy policy = now.stop();
        if (trading == null || policy == null || terminateBy != null) {
            return;
        }
        trading.stop(policy);
        if (stopped == StopReason.ORDERED && !trading.isStopped()) {
            stopped = null;
        }
    }

    /** Sends again what the platform misses. */
    private void obey(Settings now) throws IOException, LedgerDamaged {
        Settings.Resend asked = now.resend();
        if (asked == null) {
            return;
        }
        Ledger open = ledger;
        if (open == null || !open.header().ledger().equals(asked.ledger())) {
            output.say(new Out.Resent(asked.ledger(), asked.from(), 0));
            if (isReport()) {
                stop(
                        StopReason.DONE,
                        "This store does not hold the ledger " + asked.ledger() + ".");
            }
            return;
        }
        if (resending != null) {
            resending.close();
        }
        resending = new Resending(open, output, asked.from());
    }

    /** Whether another run, of a higher epoch, has been given the account. */
    private boolean isSuperseded(Settings now) {
        Settings.Opening opening = now.opening();
        Ledger open = ledger;
        if (now.task() != Task.TRADE
                || opening == null
                || open == null
                || opening.ledger().equals(open.header().ledger())
                || opening.epoch() <= open.header().epoch()) {
            return false;
        }
        stop(
                StopReason.SUPERSEDED,
                "The ledger "
                        + opening.ledger()
                        + " of epoch "
                        + opening.epoch()
                        + " has taken over from this one of epoch "
                        + open.header().epoch()
                        + ".");
        return true;
    }

    private boolean isReport() {
        return settings != null && settings.task() == Task.REPORT;
    }

    private void stop(StopReason reason, @Nullable String message) {
        if (stopped != null) {
            return;
        }
        stopped = reason;
        if (message != null) {
            log(
                    reason.exitCode() == 0 ? Level.INFO : Level.ERROR,
                    "stopped." + reason.wire(),
                    message);
        }
        save();
        Ledger open = ledger;
        Trader trading = trader;
        output.say(
                new Out.Stopped(
                        reason,
                        trading == null || trading.books().isFlat(),
                        trading == null ? 0 : trading.books().orders().size(),
                        trading == null ? 0 : trading.books().holdings().size(),
                        open == null ? pending : open.header().ledger(),
                        open == null ? 0 : open.seq()));
        beatNow();
    }

    private void refuse(long rev, String problem) {
        output.say(new Out.SettingsAnswer(rev, false, problem));
    }

    private void hello(@Nullable Settings known) {
        Ledger open = ledger;
        String store = open != null ? "kept" : pending != null ? "new" : null;
        output.say(
                new Out.Hello(
                        given.version(),
                        known == null ? null : known.task(),
                        known == null ? null : known.venue(),
                        known == null ? null : known.mode(),
                        known == null ? null : known.quote(),
                        known == null ? 0 : known.rev(),
                        store,
                        open == null ? pending : open.header().ledger(),
                        open == null ? 0 : open.seq(),
                        open == null ? 0 : open.header().epoch()));
    }

    private void beatNow() {
        nextBeat = given.wall().instant();
        beatIfDue();
    }

    private void beatIfDue() {
        Instant now = given.wall().instant();
        if (now.isBefore(nextBeat) && Duration.between(now, nextBeat).compareTo(BEAT) <= 0) {
            return;
        }
        nextBeat = now.plus(BEAT);
        save();
        Ledger open = ledger;
        Trader trading = trader;
        beatenAs = state() + stateReason();
        output.say(
                new Out.Beat(
                        state(),
                        stateReason(),
                        settings != null ? settings.rev() : checking != null ? checking.rev() : 0,
                        open == null ? pending : open.header().ledger(),
                        open == null ? 0 : open.seq(),
                        trading == null ? 0 : trading.books().orders().size(),
                        trading == null ? 0 : trading.books().holdings().size(),
                        trading == null ? null : trading.venueAt(),
                        OwnProcess.residentBytes(),
                        OwnProcess.cpuMillis(),
                        output.dropped()));
    }

    /** A change of state is not left to the next regular beat. */
    private void beatIfChanged() {
        if (!beatenAs.equals(state() + stateReason())) {
            beatNow();
        }
    }

    private BotState state() {
        Trader trading = trader;
        return stopped != null
                ? BotState.STOPPED
                : trading == null ? BotState.WAITING : trading.botState();
    }

    private @Nullable String stateReason() {
        Trader trading = trader;
        if (stopped != null) {
            return stopped.wire();
        }
        if (trading != null) {
            return trading.stateReason();
        }
        return pending == null ? "starting" : "opening";
    }

    private void save() {
        try {
            if (trader != null) {
                trader.save();
            }
        } catch (IOException e) {
            log(Level.WARN, "snapshot.failed", "The snapshot could not be kept: " + e.getMessage());
        }
    }

    private void log(Level level, String code, String message) {
        output.say(new Out.Log(level, code, message));
    }

    private void closeAll() {
        try {
            if (resending != null) {
                resending.close();
            }
            if (trader != null) {
                trader.close();
            }
            if (ledger != null) {
                ledger.close();
            }
            if (lock != null) {
                lock.close();
            }
        } catch (IOException e) {
            log(Level.WARN, "close.failed", String.valueOf(e.getMessage()));
        }
    }
}
