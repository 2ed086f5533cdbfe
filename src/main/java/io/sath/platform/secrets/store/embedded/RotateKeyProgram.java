package io.sath.platform.secrets.store.embedded;

import io.sath.platform.StartFailure;
import io.sath.platform.database.DataDirectory;
import io.sath.platform.secrets.store.SecretStore;
import io.sath.platform.secrets.store.StoreWork;
import io.sath.platform.secrets.store.embedded.EmbeddedSecretStore.Rotated;
import io.sath.platform.shared.Text;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The program behind {@code ./sath admin rotate-key}: makes a new wrapping key for the embedded
 * store and puts every stored key under it.
 *
 * <p>It works on {@code SATH_DATA_DIR} itself and refuses while a platform holds it. Cut off at any
 * moment, the next call goes on with the key that was made. It ends with 0 when done, 2 for a wrong
 * call, 3 where a platform runs.
 */
public final class RotateKeyProgram {
    private RotateKeyProgram() {}

    public static void main(String[] arguments) throws IOException {
        Locale locale = Locale.getDefault();
        try {
            System.exit(run(System.getenv(), List.of(arguments), System.out, locale));
        } catch (RuntimeException failure) {
            System.err.println("sath: " + StartFailure.sentence(failure, locale));
            System.exit(2);
        }
    }

    static int run(
            Map<String, String> environment, List<String> arguments, PrintStream out, Locale locale)
            throws IOException {
        if (!arguments.isEmpty() || !environment.getOrDefault("SATH_VAULT_ADDR", "").isEmpty()) {
            out.println(Text.of("secrets.rotate.usage").in(locale));
            return 2;
        }
        Path data = StoreWork.data(environment);
        if (DataDirectory.isHeld(data)) {
            out.println(Text.of("secrets.rotate.platform-runs", data.toString()).in(locale));
            return 3;
        }
        try (ConfigurableApplicationContext context = StoreWork.open(data, List.of())) {
            Rotated done = ((EmbeddedSecretStore) context.getBean(SecretStore.class)).rotate();
            out.println(
                    Text.of(
                                    done.fresh() ? "secrets.rotate.done" : "secrets.rotate.resumed",
                                    done.keyId(),
                                    done.rewrapped())
                            .in(locale));
            return 0;
        }
    }
}
