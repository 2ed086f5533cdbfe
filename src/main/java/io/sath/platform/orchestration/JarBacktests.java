package io.sath.platform.orchestration;

import io.sath.platform.bots.BacktestRunner;
import io.sath.platform.bots.BotConfig;
import io.sath.platform.database.DataDirectory;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Backtests by the bot program itself, each in a directory of its own. */
@Component
class JarBacktests implements BacktestRunner {
    private static final int MAX_SHOWN = 500;

    private final BotJar jar;
    private final Path directory;

    JarBacktests(BotJar jar, DataDirectory data) {
        this.jar = jar;
        this.directory = data.path().resolve("backtests");
    }

    @Override
    public Outcome run(
            TenantId tenant,
            BotId bot,
            BotConfig config,
            @Nullable Instant from,
            @Nullable Instant to,
            Duration limit)
            throws InterruptedException {
        try {
            Files.createDirectories(directory);
            Path own = Files.createTempDirectory(directory, bot.value());
            try {
                Path settings =
                        Files.writeString(
                                own.resolve("settings.json"), SettingsFile.backtest(config, bot));
                List<String> arguments =
                        new ArrayList<>(
                                List.of("backtest", "--settings", settings.toString(), "--json"));
                if (from != null) {
                    arguments.addAll(List.of("--from", from.toString()));
                }
                if (to != null) {
                    arguments.addAll(List.of("--to", to.toString()));
                }
                BotJar.Answer answer = jar.call("128m", limit, arguments);
                return answer.exitCode() == 0 && answer.out().strip().startsWith("{")
                        ? new Outcome.Done(answer.out().strip())
                        : new Outcome.Failed(Text.of("bots.reason.other", shown(answer.err())));
            } finally {
                delete(own);
            }
        } catch (TimeoutException e) {
            return new Outcome.Failed(Text.of("bots.backtest.too-long", limit.toMinutes()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String shown(String text) {
        String sound = Redaction.of(text.strip());
        return sound.length() <= MAX_SHOWN ? sound : sound.substring(0, MAX_SHOWN);
    }

    private static void delete(Path own) throws IOException {
        Files.deleteIfExists(own.resolve("settings.json"));
        Files.deleteIfExists(own);
    }
}
