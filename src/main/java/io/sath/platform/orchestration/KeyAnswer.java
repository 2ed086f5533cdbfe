package io.sath.platform.orchestration;

import io.sath.platform.orchestration.output.BotRecord;
import io.sath.platform.secrets.KeyRight;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.secrets.KeyWarning;
import io.sath.platform.secrets.StoredKeyCheck.Checked;
import io.sath.platform.secrets.probe.KeyFacts;
import io.sath.platform.secrets.probe.Probed;
import io.sath.platform.shared.Text;
import io.sath.platform.shared.Texts;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Puts what the bot program said about a key into the words of the probes. */
final class KeyAnswer {
    private static final String TEXTS = "secrets.probe.";

    private KeyAnswer() {}

    static Checked of(BotRecord.Key said, KeyService service) {
        if (said.ok()) {
            return new Checked.Told(new Probed.Accepted(facts(said, service)));
        }
        return switch (String.valueOf(said.code())) {
            case "refused" -> new Checked.Told(new Probed.Refused(reason(said, service)));
            case "unreachable", "clock-skew" ->
                    new Checked.Told(new Probed.Unreachable(reason(said, service)));
            case "missing" -> new Checked.Unavailable(Text.of("orchestration.check.missing"));
            default -> new Checked.Unavailable(Text.of("orchestration.check.nothing"));
        };
    }

    private static KeyFacts facts(BotRecord.Key said, KeyService service) {
        Set<KeyRight> rights = EnumSet.of(KeyRight.READ);
        if (Boolean.TRUE.equals(said.trade())) {
            rights.add(KeyRight.TRADE);
        }
        if (Boolean.TRUE.equals(said.withdraw())) {
            rights.add(KeyRight.WITHDRAW);
        }
        List<KeyWarning> warnings =
                said.warnings().stream()
                        .filter(word -> known(family(service) + "." + word))
                        .map(word ->
                                new KeyWarning(word, Text.of(TEXTS + family(service) + "." + word)))
                        .toList();
        return new KeyFacts(
                rights,
                said.ipRestricted(),
                said.expiresAt(),
                said.skewMs() == null ? null : Duration.ofMillis(said.skewMs()),
                warnings);
    }

    /** The probes' own sentence for the case, or what the program says itself. */
    private static Text reason(BotRecord.Key said, KeyService service) {
        String detail = said.detail();
        if (detail != null && known(detail)) {
            return Text.of(TEXTS + detail, name(service), "?");
        }
        String problem = said.problem();
        return problem == null
                ? Text.of("orchestration.check.nothing")
                : Text.of("orchestration.check.says", problem);
    }

    private static boolean known(String key) {
        return Texts.in(Locale.ENGLISH).has(TEXTS + key);
    }

    private static String family(KeyService service) {
        return switch (service) {
            case BINANCE, BINANCE_TESTNET -> "binance";
            case POLYMARKET -> "polymarket";
            case DEEPSEEK, OPENAI, GEMINI -> "ai";
        };
    }

    private static String name(KeyService service) {
        return switch (service) {
            case BINANCE -> "Binance";
            case BINANCE_TESTNET -> "Binance Testnet";
            case POLYMARKET -> "Polymarket";
            case DEEPSEEK -> "DeepSeek";
            case OPENAI -> "OpenAI";
            case GEMINI -> "Gemini";
        };
    }
}
