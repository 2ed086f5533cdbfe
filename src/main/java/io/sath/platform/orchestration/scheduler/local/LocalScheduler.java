package io.sath.platform.orchestration.scheduler.local;

import io.sath.platform.orchestration.scheduler.Nodes;
import io.sath.platform.orchestration.scheduler.Observed;
import io.sath.platform.orchestration.scheduler.Once;
import io.sath.platform.orchestration.scheduler.Output;
import io.sath.platform.orchestration.scheduler.Program;
import io.sath.platform.orchestration.scheduler.Workload;
import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import io.sath.platform.shared.BotId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs bots as processes of this machine, each in a session of its own and in its own directory
 * below {@code tenants}.
 *
 * <p>They outlive the platform: {@link #recover} finds them again by what they wrote on disk (pid,
 * boot, start tick) and by their arguments.
 */
public final class LocalScheduler implements WorkloadScheduler, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LocalScheduler.class);
    private static final Pattern BOT = Pattern.compile("[0-9a-z]{13}");
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration WEIGH = Duration.ofSeconds(5);

    /** How long a run may take to end when another spec takes its place. */
    static final Duration GRACE = Duration.ofSeconds(60);

    private static final String NODE = "local";

    private final Path tenants;
    private final BotCommand command;
    private final Clock clock;
    private final Map<BotId, LocalBot> bots = new ConcurrentHashMap<>();
    private final List<Consumer<BotId>> hints = new java.util.concurrent.CopyOnWriteArrayList<>();
    private final AtomicBoolean watching = new AtomicBoolean();
    private final ScheduledExecutorService watch =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("bot-watch").factory());

    LocalScheduler(Path tenants, BotCommand command, Clock clock) {
        this.tenants = tenants.toAbsolutePath().normalize();
        this.command = command;
        this.clock = clock;
    }

    /**
     * @param tenants the directory below which each bot has its own
     * @param program the program and its options, for example {@code java -Xmx48m}; asked at each
     *     start
     * @param arguments what follows for a build, for example {@code -jar bot.jar run}
     * @param environment what the program finds in its environment beside its own
     */
    public static LocalScheduler of(
            Path tenants,
            Supplier<List<String>> program,
            Function<Program, List<String>> arguments,
            Map<String, String> environment,
            Clock clock) {
        return new LocalScheduler(tenants, new BotCommand(program, arguments, environment), clock);
    }

    @Override
    public void apply(Workload workload) {
        bot(workload.bot()).apply(workload, GRACE);
    }

    @Override
    public void stop(BotId bot, Duration grace) {
        LocalBot known = bots.get(bot);
        if (known != null) {
            known.stop(grace);
        }
    }

    @Override
    public Once runOnce(Workload once, Duration patience) throws InterruptedException {
        return LocalOnce.run(BotDirectory.in(tenants, once.bot()), command, once, patience);
    }

    @Override
    public void purge(BotId bot) {
        LocalBot known = bots.get(bot);
        if (known != null && known.forget()) {
            LocalOutput.delete(known.directory());
            bots.remove(bot);
        }
    }

    @Override
    public void recover() {
        Map<String, Long> strays = processesByDirectory();
        strays.forEach((directory, pid) -> {
            if (LocalOnce.isOnce(Path.of(directory))) {
                ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
            }
        });
        for (BotId bot : directories()) {
            LocalOnce.sweep(BotDirectory.in(tenants, bot));
            if (bots.containsKey(bot)) {
                continue; // this platform led before and never lost sight of it
            }
            LocalBot known = bot(bot);
            known.adopt(strays.getOrDefault(known.directory().root().toString(), 0L), GRACE);
            if (known.observe() instanceof Observed.Absent) {
                bots.remove(bot);
            } else {
                LOG.info("bot {}: taken up: {}", bot, known.observe());
            }
        }
        if (watching.getAndSet(true)) {
            return;
        }
        var _ =
                watch.scheduleWithFixedDelay(
                        () -> each(LocalBot::look),
                        LOOK.toMillis(),
                        LOOK.toMillis(),
                        TimeUnit.MILLISECONDS);
        var _ =
                watch.scheduleWithFixedDelay(
                        () -> each(bot -> bot.weigh(GRACE)),
                        WEIGH.toMillis(),
                        WEIGH.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public Map<BotId, Observed> observe() {
        Map<BotId, Observed> all = new HashMap<>();
        bots.forEach((id, bot) -> all.put(id, bot.observe()));
        return Map.copyOf(all);
    }

    @Override
    public Observed observe(BotId bot) {
        LocalBot known = bots.get(bot);
        return known == null ? new Observed.Absent() : known.observe();
    }

    @Override
    public Output output(BotId bot, String place) {
        return new LocalOutput(BotDirectory.in(tenants, bot), place);
    }

    @Override
    public void onChange(Consumer<BotId> hint) {
        hints.add(hint);
    }

    @Override
    public Optional<Nodes> nodes() {
        return Optional.of(
                new ThisMachine(
                        NODE,
                        () ->
                                (int)
                                        bots.values().stream()
                                                .filter(bot ->
                                                        bot.observe() instanceof Observed.Running)
                                                .count()));
    }

    @Override
    public long epoch() {
        try {
            return Files.exists(epochFile())
                    ? Long.parseLong(Files.readString(epochFile()).strip())
                    : 0;
        } catch (IOException | NumberFormatException e) {
            LOG.warn("{} cannot be read: {}", epochFile(), e.toString());
            return 0;
        }
    }

    @Override
    public void rememberEpoch(long epoch) {
        try {
            Files.createDirectories(tenants);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        BotDirectory.replace(epochFile(), epoch + "\n");
    }

    private Path epochFile() {
        return tenants.resolve("epoch");
    }

    /** Ends the watching; the bots go on. */
    @Override
    public void close() {
        watch.shutdownNow();
    }

    private LocalBot bot(BotId id) {
        return bots.computeIfAbsent(
                id,
                bot ->
                        new LocalBot(
                                BotDirectory.in(tenants, bot),
                                command,
                                clock,
                                NODE,
                                () -> hints.forEach(hint -> hint.accept(bot))));
    }

    private void each(Consumer<LocalBot> act) {
        bots.values()
                .forEach(bot -> {
                    try {
                        act.accept(bot);
                    } catch (RuntimeException e) {
                        LOG.warn("bot {}: could not be watched", bot.directory().bot(), e);
                    }
                });
    }

    private List<BotId> directories() {
        if (!Files.isDirectory(tenants)) {
            return List.of();
        }
        try (Stream<Path> below = Files.list(tenants)) {
            return below.map(path -> path.getFileName().toString())
                    .filter(name -> BOT.matcher(name).matches())
                    .map(BotId::new)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Every process that names a bot's directory in its arguments. */
    private Map<String, Long> processesByDirectory() {
        String ours = BotCommand.HOME + tenants;
        Map<String, Long> found = new HashMap<>();
        ProcessHandle.allProcesses()
                .forEach(process ->
                        ProcessId.arguments(process.pid()).stream()
                                .filter(argument -> argument.startsWith(ours))
                                .forEach(argument ->
                                        found.put(
                                                argument.substring(BotCommand.HOME.length()),
                                                process.pid())));
        return found;
    }
}
