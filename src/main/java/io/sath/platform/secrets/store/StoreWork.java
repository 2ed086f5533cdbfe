package io.sath.platform.secrets.store;

import io.sath.platform.SathPlatform;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The platform's parts without its service, for programs that work on the stored keys themselves.
 */
public final class StoreWork {
    private StoreWork() {}

    /** The directory that {@code SATH_DATA_DIR} names. */
    public static Path data(Map<String, String> environment) {
        return Path.of(environment.getOrDefault("SATH_DATA_DIR", "data"))
                .toAbsolutePath()
                .normalize();
    }

    /**
     * Starts them on a data directory, which they hold as a platform would; the caller closes them.
     *
     * @param properties further ones, {@code name=value}
     */
    public static ConfigurableApplicationContext open(Path data, List<String> properties) {
        List<String> common =
                List.of(
                        "sath.scheduling=false",
                        "sath.data-dir=" + data,
                        "spring.main.lazy-initialization=true",
                        "spring.main.banner-mode=off",
                        // The pages' parts want a server; nobody is told of this one.
                        "server.address=127.0.0.1",
                        "server.port=0",
                        "vaadin.productionMode=true",
                        "logging.level.root=ERROR");
        String[] arguments =
                Stream.concat(common.stream(), properties.stream())
                        .map(each -> "--" + each)
                        .toArray(String[]::new);
        return new SpringApplicationBuilder(SathPlatform.class).run(arguments);
    }
}
