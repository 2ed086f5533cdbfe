package io.sath.platform.secrets.store.move;

import io.sath.platform.StartFailure;
import io.sath.platform.database.DataDirectory;
import io.sath.platform.secrets.store.SecretStore;
import io.sath.platform.secrets.store.StoreWork;
import io.sath.platform.secrets.store.move.KeyMove.Outcome;
import io.sath.platform.secrets.store.move.SealedKeys.Sealed;
import io.sath.platform.shared.Text;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The program behind {@code ./sath admin move-keys}: copies every key of the embedded store to the
 * Vault that {@code SATH_VAULT_ADDR} names; with {@code --erase} it erases the embedded copies,
 * once every key is whole in Vault.
 *
 * <p>It works on {@code SATH_DATA_DIR} itself, holds it as a platform would, and refuses while one
 * does. It may be cut off and started again at any moment. It ends with 0 where every key is in
 * Vault, 1 where one is not, 2 for a wrong call, 3 where a platform runs, 4 where Vault does not
 * serve.
 */
public final class MoveKeysProgram {
    private static final String VAULT = "SATH_VAULT_";
    private static final int TELL_EACH = 100;

    private final KeyMove move;
    private final PrintStream out;
    private final Locale locale;

    private MoveKeysProgram(KeyMove move, PrintStream out, Locale locale) {
        this.move = move;
        this.out = out;
        this.locale = locale;
    }

    public static void main(String[] arguments) throws IOException {
        Locale locale = Locale.getDefault();
        try {
            System.exit(run(System.getenv(), List.of(arguments), System.out, locale, step -> {}));
        } catch (RuntimeException failure) {
            System.err.println("sath: " + StartFailure.sentence(failure, locale));
            System.exit(2);
        }
    }

    /**
     * @param watcher is told each step
     */
    static int run(
            Map<String, String> environment,
            List<String> arguments,
            PrintStream out,
            Locale locale,
            Consumer<KeyMove.Step> watcher)
            throws IOException {
        boolean erase = arguments.equals(List.of("--erase"));
        if (!erase && !arguments.isEmpty()) {
            out.println(Text.of("secrets.move.usage").in(locale));
            return 2;
        }
        if (environment.getOrDefault("SATH_VAULT_ADDR", "").isEmpty()) {
            out.println(Text.of("secrets.move.no-vault").in(locale));
            return 2;
        }
        Path data = StoreWork.data(environment);
        if (DataDirectory.isHeld(data)) {
            out.println(Text.of("secrets.move.platform-runs", data.toString()).in(locale));
            return 3;
        }
        try (ConfigurableApplicationContext context = StoreWork.open(data, vault(environment))) {
            KeyMove move =
                    new KeyMove(
                            context.getBean(SealedKeys.class),
                            context.getBean(SecretStore.class),
                            watcher);
            return new MoveKeysProgram(move, out, locale).work(erase);
        }
    }

    private static List<String> vault(Map<String, String> environment) {
        List<String> properties = new ArrayList<>(List.of("sath.secrets.move=true"));
        environment.forEach((name, value) -> {
            if (name.startsWith(VAULT)) {
                String word =
                        name.substring(VAULT.length()).toLowerCase(Locale.ROOT).replace('_', '-');
                properties.add("sath.vault." + word + "=" + value);
            }
        });
        return properties;
    }

    private int work(boolean erase) {
        List<Sealed> all = move.all();
        Map<Outcome, Integer> outcomes = new EnumMap<>(Outcome.class);
        say("secrets.move.begin", all.size());
        int done = 0;
        try {
            for (Sealed sealed : all) {
                Outcome outcome = move.move(sealed);
                outcomes.merge(outcome, 1, Integer::sum);
                done++;
                if (outcome == Outcome.DIFFERENT || outcome == Outcome.BLOCKED) {
                    say(
                            outcome == Outcome.DIFFERENT
                                    ? "secrets.move.different"
                                    : "secrets.move.blocked",
                            sealed.place().key().toString(),
                            sealed.place().bot().value());
                } else if (done % TELL_EACH == 0) {
                    say("secrets.move.progress", done, all.size());
                }
            }
            int left = count(outcomes, Outcome.DIFFERENT) + count(outcomes, Outcome.BLOCKED);
            say(
                    "secrets.move.sum",
                    all.size(),
                    count(outcomes, Outcome.MOVED),
                    count(outcomes, Outcome.THERE),
                    left);
            if (left > 0) {
                return 1;
            }
            return erase ? erase() : next(all);
        } catch (KeyMove.Away e) {
            say("secrets.move.away", e.outage().name(), done, all.size());
            return 4;
        }
    }

    private int next(List<Sealed> all) {
        if (!all.isEmpty()) {
            say("secrets.move.next");
        }
        return 0;
    }

    private int erase() {
        int erased = move.erase();
        if (erased < 0) {
            say("secrets.move.not-erased");
            return 1;
        }
        say("secrets.move.erased", erased);
        return 0;
    }

    private static int count(Map<Outcome, Integer> outcomes, Outcome outcome) {
        return outcomes.getOrDefault(outcome, 0);
    }

    private void say(String key, Object... values) {
        out.println(Text.of(key, values).in(locale));
    }
}
