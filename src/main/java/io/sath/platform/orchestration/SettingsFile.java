package io.sath.platform.orchestration;

import io.sath.platform.bots.BotConfig;
import io.sath.platform.bots.BotConfig.StopPolicy;
import io.sath.platform.bots.Fleet.Brief;
import io.sath.platform.orchestration.output.LedgerView;
import io.sath.platform.secrets.Credential;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.secrets.ProviderBases;
import io.sath.platform.shared.BotId;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The settings file of a bot, as {@code wire.md} has it, made of all that is wanted of it. */
final class SettingsFile {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private SettingsFile() {}

    /** What a run is for. */
    enum Task {
        TRADE,
        REPORT,
        BACKTEST;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** The settings of a run for good, with all that the platform tells it. */
    static String of(Brief brief, Orders orders, Task task) {
        ObjectNode file =
                config(brief.config(), brief.wanted().bot(), brief.wanted().settingsRev(), task);
        ObjectNode entries = file.putObject("entries");
        entries.put("mode", brief.entriesReason() == null ? "open" : "exit-only");
        entries.put("reason", brief.entriesReason());
        entries.put("until", time(orders.granted().until()));
        quota(file, orders.granted().quota());
        StopPolicy stop = brief.wanted().stop();
        if (brief.wanted().on() || stop == null) {
            file.putNull("stop");
        } else {
            file.putObject("stop").put("policy", stop.word());
        }
        Orders.Resend resend = orders.resend();
        if (resend == null) {
            file.putNull("resend");
        } else {
            file.putObject("resend")
                    .put("ledger", resend.ledger().toString())
                    .put("from", resend.from());
        }
        opening(file, orders.opening());
        return JSON.writeValueAsString(file);
    }

    /** The settings of a backtest. */
    static String backtest(BotConfig config, BotId bot) {
        ObjectNode file = config(config, bot, 1, Task.BACKTEST);
        file.putObject("entries").put("mode", "open").putNull("reason").putNull("until");
        return JSON.writeValueAsString(file);
    }

    /** The settings of a run that checks one delivered key. */
    static String check(BotId bot, Credential key, ProviderBases bases) {
        ObjectNode file = JSON.createObjectNode();
        file.put("wire", 1).put("rev", 1).put("task", "check-key").put("bot", bot.value());
        if (key.service().kind() == KeyService.Kind.EXCHANGE) {
            file.put("venue", key.service().word());
        }
        file.putObject("check").put("ref", key.id().toString());
        ObjectNode addresses = file.putObject("bases");
        bases.bases().forEach((service, base) -> addresses.put(service.word(), base.toString()));
        return JSON.writeValueAsString(file);
    }

    private static ObjectNode config(BotConfig config, BotId bot, long rev, Task task) {
        ObjectNode file = JSON.createObjectNode();
        file.put("wire", 1).put("rev", rev).put("task", task.word()).put("bot", bot.value());
        file.put("venue", config.venue().word()).put("mode", config.mode().word());
        file.put("quote", config.currency());
        ArrayNode symbols = file.putArray("symbols");
        config.symbols().forEach(symbols::add);
        ArrayNode timeframes = file.putArray("timeframes");
        config.timeframes().forEach(timeframes::add);
        file.put("capital", config.capital().toPlainString());
        file.put("maxPosition", config.maxPosition().toPlainString());
        file.put("maxTradesPerDay", config.maxTradesPerDay());
        file.put("pollSeconds", config.pollSeconds());
        ArrayNode strategies = file.putArray("strategies");
        for (BotConfig.Strategy strategy : config.strategies()) {
            ObjectNode one = strategies.addObject().put("name", strategy.name());
            ObjectNode params = one.putObject("params");
            strategy.params().forEach(params::put);
        }
        file.putNull("ai");
        BotConfig.Replay replay = config.replay();
        if (replay == null) {
            file.putNull("replay");
        } else {
            file.putObject("replay")
                    .put("data", replay.data())
                    .put("speed", replay.speed().toPlainString());
        }
        risk(file.putObject("risk"), config.risk());
        return file;
    }

    private static void risk(ObjectNode file, BotConfig.Risk risk) {
        file.put("stopLoss", plain(risk.stopLoss()));
        file.put("takeProfit", plain(risk.takeProfit()));
        file.put("trailingStop", plain(risk.trailingStop()));
        file.put("dailyLoss", plain(risk.dailyLoss()));
        file.put("maxDrawdown", plain(risk.maxDrawdown()));
        file.put("coolDownLosses", risk.coolDownLosses());
        file.put("coolDownMinutes", risk.coolDownMinutes());
    }

    private static void quota(ObjectNode file, Orders.@Nullable Quota quota) {
        if (quota == null || (quota.monthly() == null && quota.left() == null)) {
            file.putNull("quota");
            return;
        }
        file.putObject("quota")
                .put("monthly", quota.monthly())
                .put("month", quota.month().toString())
                .put("left", quota.left())
                .put("asOf", quota.asOf());
    }

    private static void opening(ObjectNode file, Orders.@Nullable Opening opening) {
        if (opening == null) {
            file.putNull("opening");
            return;
        }
        ObjectNode one =
                file.putObject("opening")
                        .put("ledger", opening.ledger().toString())
                        .put("epoch", opening.epoch())
                        .put("cash", opening.books().cash().toPlainString());
        ArrayNode positions = one.putArray("positions");
        for (LedgerView.Holding holding : opening.books().positions()) {
            positions
                    .addObject()
                    .put("symbol", holding.symbol())
                    .put("trade", holding.trade())
                    .put("quantity", holding.quantity().toPlainString())
                    .put("entry", holding.entry().toPlainString());
        }
        one.put("since", time(opening.books().since()));
    }

    /** With milliseconds, always. */
    private static @Nullable String time(@Nullable Instant time) {
        if (time == null) {
            return null;
        }
        String text = time.truncatedTo(ChronoUnit.MILLIS).toString();
        return text.contains(".") ? text : text.replace("Z", ".000Z");
    }

    private static @Nullable String plain(@Nullable BigDecimal value) {
        return value == null ? null : value.toPlainString();
    }
}
