package io.sath.platform.orchestration.scheduler.nomad;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.type.TypeReference;

/**
 * Texts with a revision, kept by the cluster: a bot's settings (one variable per group of its job,
 * rendered into the running task within half a second), and the platform's epoch.
 */
final class Variables {
    private static final Logger LOG = LoggerFactory.getLogger(Variables.class);
    private static final int TRIES = 3;
    private static final String SETTINGS = "settings";
    private static final String REV = "rev";

    private final NomadHttp http;
    private final String namespace;

    /** Each variable as it was last written or read. */
    private final Map<String, Stored> stored = new ConcurrentHashMap<>();

    Variables(NomadHttp http, String namespace) {
        this.http = http;
        this.namespace = namespace;
    }

    private record Stored(
            @JsonProperty("ModifyIndex") long modifyIndex,
            @JsonProperty("Items") @Nullable Map<String, String> items) {
        long rev() {
            try {
                return items == null ? 0 : Long.parseLong(items.getOrDefault(REV, "0"));
            } catch (NumberFormatException e) {
                return 0;
            }
        }

        boolean holds(String settings) {
            return items != null && settings.equals(items.get(SETTINGS));
        }
    }

    /**
     * Puts the settings there. Answers the revision that is there now.
     *
     * @param back whether they may take the place of newer ones
     */
    long write(String path, long rev, String settings, boolean back) {
        Stored known = stored.get(path);
        if (known != null && known.rev() > rev && !back) {
            return newer(path, known, rev);
        }
        String body =
                NomadReads.JSON.writeValueAsString(
                        Map.of(
                                "Namespace",
                                namespace,
                                "Path",
                                path,
                                "Items",
                                Map.of(SETTINGS, settings, REV, String.valueOf(rev))));
        long index = known == null ? 0 : known.modifyIndex();
        for (int attempt = 1; ; attempt++) {
            try {
                NomadHttp.Answer answer =
                        http.put("/v1/var/" + path, Map.of("cas", String.valueOf(index)), body);
                keep(path, answer.body());
                return rev;
            } catch (NomadFailure.Conflict e) {
                Stored present = read(path);
                // Else it was there before, and nobody had looked.
                boolean meanwhile = known != null || attempt > 1;
                if (present != null && present.rev() > rev && (meanwhile || !back)) {
                    LOG.warn(
                            "{}: revision {} is there, {} is not written",
                            path,
                            present.rev(),
                            rev);
                    return present.rev();
                }
                if (attempt == TRIES) {
                    throw e;
                }
                index = present == null ? e.index : present.modifyIndex();
            } catch (NomadFailure.Unavailable e) {
                if (!e.ambiguous) {
                    throw e;
                }
                Stored present = read(path);
                if (present == null || present.rev() != rev || !present.holds(settings)) {
                    throw e;
                }
                return rev;
            }
        }
    }

    private static long newer(String path, Stored present, long rev) {
        LOG.warn("{}: revision {} is there, {} is not written", path, present.rev(), rev);
        return present.rev();
    }

    /** The revision that is there; 0 where there is none, or nobody may read it. */
    long rev(String path) {
        Stored present = read(path);
        return present == null ? 0 : present.rev();
    }

    void delete(String path) {
        stored.remove(path);
        try {
            http.delete("/v1/var/" + path, Map.of());
        } catch (NomadFailure.NotFound e) {
            LOG.debug("{} was not there", path);
        } catch (NomadFailure.Denied e) {
            LOG.warn("{} stays: the platform's token may not delete it", path);
        }
    }

    private @Nullable Stored read(String path) {
        try {
            return keep(path, http.get("/v1/var/" + path, Map.of()).body());
        } catch (NomadFailure.NotFound | NomadFailure.Denied e) {
            return null;
        }
    }

    private Stored keep(String path, String json) {
        Stored present = NomadReads.read(json, new TypeReference<Stored>() {});
        stored.put(path, present);
        return present;
    }
}
