package io.sath.bot.run;

import io.sath.bot.json.Json;
import io.sath.bot.json.JsonText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/** A tenant's directory, and the platform's pen for its settings file. */
final class BotHome {

    private final Path directory;
    private Json.Obj settings;
    private long rev;

    BotHome(Path directory) throws Exception {
        this.directory = directory;
        Files.createDirectories(data());
        this.settings =
                (Json.Obj)
                        JsonText.parse(
                                Files.readAllBytes(Path.of("wire/golden/settings/default.json")));
        with("entries", Json.object().put("mode", "open").build());
    }

    /**
     * Trades often: short averages, narrow exits, a market that runs and soon comes to its seam.
     */
    static BotHome busy(Path directory, String speed) throws Exception {
        BotHome home = new BotHome(directory);
        return home.with("symbols", Json.array(List.of(Json.text("ETHUSD"))))
                .with("maxTradesPerDay", Json.whole(100_000))
                .with("pollSeconds", Json.whole(1))
                .with(
                        "strategies",
                        Json.array(
                                List.of(
                                        Json.object()
                                                .put("name", "ema-cross")
                                                .put(
                                                        "params",
                                                        Json.object()
                                                                .put("fast", "2")
                                                                .put("slow", "4")
                                                                .build())
                                                .build())))
                .with(
                        "replay",
                        Json.object()
                                .put("data", "ta4j")
                                .put("speed", speed)
                                .put("warmup", 60)
                                .build())
                .with(
                        "risk",
                        Json.object().put("stopLoss", "0.004").put("takeProfit", "0.006").build());
    }

    BotHome with(String field, Json value) {
        settings = Json.object().putAll(settings).put(field, value).build();
        return this;
    }

    /** Replaces the settings file by rename, with a new revision. */
    BotHome write() throws IOException {
        rev++;
        with("rev", Json.whole(rev));
        return write(JsonText.write(settings));
    }

    BotHome write(byte[] content) throws IOException {
        Path next = directory.resolve("settings.next");
        Files.write(next, content);
        Files.move(
                next,
                settingsFile(),
                StandardCopyOption.ATOMIC_MOVE,
                StandardCopyOption.REPLACE_EXISTING);
        return this;
    }

    /** Answers a hello that found no store, as the platform does. */
    BotHome open(String ledger, long epoch) throws IOException {
        return with("opening", opening(ledger, epoch, "1000")).write();
    }

    static Json opening(String ledger, long epoch, String cash, Json... positions) {
        return Json.object()
                .put("ledger", ledger)
                .put("epoch", epoch)
                .put("cash", cash)
                .put("positions", Json.array(List.of(positions)))
                .build();
    }

    BotHome stop(String policy) throws IOException {
        return with("stop", Json.object().put("policy", policy).build()).write();
    }

    BotHome resend(String ledger, long from) throws IOException {
        return with("resend", Json.object().put("ledger", ledger).put("from", from).build())
                .write();
    }

    long rev() {
        return rev;
    }

    Path directory() {
        return directory;
    }

    Path data() {
        return directory.resolve("data");
    }

    Path settingsFile() {
        return directory.resolve("settings.json");
    }

    Path errors() {
        return directory.resolve("stderr.log");
    }
}
