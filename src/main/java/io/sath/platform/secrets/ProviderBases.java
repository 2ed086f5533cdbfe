package io.sath.platform.secrets;

import io.sath.platform.shared.StartFault;
import io.sath.platform.shared.Text;
import java.net.URI;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Where each provider is asked about keys: the operator's setting {@code
 * sath.providers.<word>.base}, never a tenant's.
 *
 * <p>A base is an https address, or an http one on this machine, without a slash at its end; for
 * OpenAI and Gemini it includes the version, as their own libraries have it. An empty setting turns
 * the provider off: it is not in the map.
 */
public record ProviderBases(Map<KeyService, URI> bases) {
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    public ProviderBases {
        bases = Map.copyOf(bases);
    }

    /**
     * Reads the settings, with the providers' own addresses as default.
     *
     * @param settings the value of a setting by its name; null where it is not set
     * @throws StartFault where a base is no usable address
     */
    public static ProviderBases of(Function<String, @Nullable String> settings) {
        Map<KeyService, URI> bases = new EnumMap<>(KeyService.class);
        for (KeyService service : KeyService.values()) {
            String name = "sath.providers." + service.word() + ".base";
            String base = Objects.requireNonNullElse(settings.apply(name), preset(service)).strip();
            if (!base.isEmpty()) {
                bases.put(service, checked(name, base));
            }
        }
        return new ProviderBases(bases);
    }

    /** The provider's base; null where the provider is turned off. */
    public @Nullable URI base(KeyService service) {
        return bases.get(service);
    }

    private static String preset(KeyService service) {
        return switch (service) {
            case BINANCE -> "https://api.binance.com";
            case BINANCE_TESTNET -> "https://testnet.binance.vision";
            case POLYMARKET -> "https://clob.polymarket.com";
            case DEEPSEEK -> "https://api.deepseek.com";
            case OPENAI -> "https://api.openai.com/v1";
            case GEMINI -> "https://generativelanguage.googleapis.com/v1beta";
        };
    }

    private static URI checked(String name, String base) {
        try {
            URI uri = URI.create(base.replaceAll("/+$", ""));
            boolean safe =
                    "https".equals(uri.getScheme())
                            || ("http".equals(uri.getScheme())
                                    && THIS_MACHINE.contains(String.valueOf(uri.getHost())));
            if (safe
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null) {
                return uri;
            }
        } catch (IllegalArgumentException _) {
            // told below, with what would be right
        }
        throw new StartFault(Text.of("secrets.provider.base", name, base));
    }
}
