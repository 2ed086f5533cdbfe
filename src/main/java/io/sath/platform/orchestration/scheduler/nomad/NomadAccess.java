package io.sath.platform.orchestration.scheduler.nomad;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where the cluster is, and what the platform shows it.
 *
 * @param tokenFile holds the platform's token and is read at each call, so that a new one needs no
 *     restart; null: the cluster asks for none
 * @param tls whom it trusts; null: as the machine does
 * @param deadlines how long calls may take
 */
record NomadAccess(
        URI addr,
        String namespace,
        @Nullable String region,
        @Nullable Path tokenFile,
        @Nullable SSLContext tls,
        Deadlines deadlines) {

    /**
     * @param connect how long a connection may take to stand
     * @param read how long a read may take, whole
     * @param write how long a write may take, whole. What became of it is read back where that is
     *     over
     */
    record Deadlines(Duration connect, Duration read, Duration write) {
        static final Deadlines STANDARD =
                new Deadlines(Duration.ofSeconds(2), Duration.ofSeconds(3), Duration.ofSeconds(6));
    }

    /** The token, or null; it never gets into a message. */
    @Nullable String token() {
        if (tokenFile == null) {
            return null;
        }
        try {
            String token = Files.readString(tokenFile).strip();
            if (token.chars().allMatch(c -> c > ' ' && c < 127)) {
                return token;
            }
            throw new NomadFailure.Denied("the token file holds something else than a token");
        } catch (IOException e) {
            throw new NomadFailure.Denied("the token file cannot be read");
        }
    }
}
