package io.sath.platform.orchestration.scheduler.nomad;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sath.platform.shared.BotId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** Reads what the cluster says of the bots' jobs: all of them page by page, or one. */
final class NomadReads {
    static final JsonMapper JSON =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .build();

    private static final String PAGE = "500";

    private final NomadHttp http;
    private final NomadSdk sdk;

    NomadReads(NomadHttp http, NomadSdk sdk) {
        this.http = http;
        this.sdk = sdk;
    }

    /**
     * Every bot's job at one moment. Each list tells the index of its own table, which stands still
     * while only others change.
     *
     * @param jobsIndex everything older is in {@code jobs}
     * @param allocationsIndex everything older is in {@code allocations}
     */
    record Whole(
            List<JobSeen> jobs,
            List<AllocationSeen> allocations,
            Map<BotId, String> blocked,
            long jobsIndex,
            long allocationsIndex) {
        /** Everything older is in it. */
        long index() {
            return Math.min(jobsIndex, allocationsIndex);
        }
    }

    /**
     * @param index the oldest of its pages': what changed in between comes again
     */
    private record Pages<T>(List<T> all, long index) {}

    private record Evaluation(
            @JsonProperty("JobID") @Nullable String jobId,
            @JsonProperty("FailedTGAllocs") @Nullable Map<String, Failed> failed) {}

    private record Failed(
            @JsonProperty("NodesEvaluated") int evaluated,
            @JsonProperty("DimensionExhausted") @Nullable Map<String, Integer> exhausted,
            @JsonProperty("ConstraintFiltered") @Nullable Map<String, Integer> filtered,
            @JsonProperty("ClassExhausted") @Nullable Map<String, Integer> classExhausted,
            @JsonProperty("ClassFiltered") @Nullable Map<String, Integer> classFiltered,
            @JsonProperty("QuotaExhausted") @Nullable List<String> quota) {}

    private record Version(@JsonProperty("Versions") @Nullable List<JobSeen> versions) {}

    Whole all() {
        Pages<JobSeen> jobs =
                pages(
                        "/v1/jobs",
                        Map.of("prefix", JobId.PREFIX, "meta", "true"),
                        new TypeReference<List<JobSeen>>() {});
        Pages<AllocationSeen> allocations =
                pages("/v1/allocations", Map.of(), new TypeReference<List<AllocationSeen>>() {});
        Map<BotId, String> blocked = new HashMap<>();
        pages(
                        "/v1/evaluations",
                        Map.of("status", "blocked"),
                        new TypeReference<List<Evaluation>>() {})
                .all()
                .forEach(one ->
                        JobId.bot(String.valueOf(one.jobId()))
                                .ifPresent(bot -> blocked.put(bot, why(one))));
        return new Whole(
                jobs.all().stream().filter(job -> JobId.bot(job.id()).isPresent()).toList(),
                allocations.all(),
                blocked,
                jobs.index(),
                allocations.index());
    }

    private <T> Pages<T> pages(String path, Map<String, String> query, TypeReference<List<T>> of) {
        List<T> all = new ArrayList<>();
        long index = Long.MAX_VALUE;
        Map<String, String> asked = new TreeMap<>(query);
        asked.put("per_page", PAGE);
        String next;
        do {
            NomadHttp.Answer page = http.get(path, asked);
            index = Math.min(index, page.index());
            all.addAll(read(page.body(), of));
            next = page.next();
            if (next != null) {
                asked.put("next_token", next);
            }
        } while (next != null);
        return new Pages<>(all, index);
    }

    /** One bot's job and placements; nothing where there is no job. */
    BotSeen one(JobId id) {
        JobSeen job;
        try {
            job = read(sdk.job(id), new TypeReference<JobSeen>() {});
        } catch (NomadFailure.NotFound e) {
            return BotSeen.NOTHING;
        }
        BotSeen seen = BotSeen.NOTHING.with(job);
        for (AllocationSeen one :
                read(sdk.allocations(id), new TypeReference<List<AllocationSeen>>() {})) {
            seen = seen.with(one);
        }
        return seen;
    }

    /** The spec of each version of the job. */
    Map<Long, String> hashes(JobId id) {
        try {
            Version told = read(sdk.versions(id), new TypeReference<Version>() {});
            return told.versions() == null
                    ? Map.of()
                    : told.versions().stream()
                            .filter(job -> job.version() != null)
                            .collect(
                                    Collectors.toMap(
                                            job -> java.util.Objects.requireNonNull(job.version()),
                                            JobSeen::specHash,
                                            (one, other) -> one));
        } catch (NomadFailure.NotFound e) {
            return Map.of();
        }
    }

    /** The cluster's state as of a write's answer. */
    static long index(String json) {
        return read(json, new TypeReference<Written>() {}).index();
    }

    private record Written(@JsonProperty("Index") long index) {}

    /** Everything that stood in the way, on whichever nodes: kinds and what they speak of. */
    private static String why(Evaluation evaluation) {
        Failed failed = evaluation.failed() == null ? null : evaluation.failed().get(BotSeen.BOT);
        if (failed == null) {
            return "no capacity";
        }
        List<String> parts = new ArrayList<>();
        add(parts, "no capacity", names(failed.exhausted()));
        if (parts.isEmpty()) {
            add(parts, "no capacity in class", names(failed.classExhausted()));
        }
        add(parts, "no node fits", names(failed.filtered()));
        add(parts, "wrong class", names(failed.classFiltered()));
        add(parts, "quota", failed.quota() == null ? List.of() : failed.quota());
        if (parts.isEmpty()) {
            return failed.evaluated() == 0 ? "no node" : "no capacity";
        }
        return String.join("; ", parts);
    }

    private static void add(List<String> parts, String kind, Collection<String> names) {
        if (!names.isEmpty()) {
            parts.add(kind + ": " + String.join(", ", names));
        }
    }

    private static Collection<String> names(@Nullable Map<String, Integer> counted) {
        return counted == null ? List.of() : new TreeMap<>(counted).keySet();
    }

    static <T> T read(String json, TypeReference<T> as) {
        try {
            return JSON.readValue(json, as);
        } catch (JacksonException e) {
            throw new NomadFailure.Unavailable("an answer that is none", false, e);
        }
    }
}
