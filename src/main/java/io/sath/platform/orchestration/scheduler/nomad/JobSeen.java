package io.sath.platform.orchestration.scheduler.nomad;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the cluster says of a job, in its lists, its events and when asked for it.
 *
 * @param version -1 where it was not said (lists leave it out)
 * @param jobModifyIndex of its last registration
 * @param submitTime in nanoseconds since 1970
 */
record JobSeen(
        @JsonProperty("ID") String id,
        @JsonProperty("Stop") boolean stop,
        @JsonProperty("Status") String status,
        @JsonProperty("Version") @Nullable Long version,
        @JsonProperty("CreateIndex") long createIndex,
        @JsonProperty("ModifyIndex") long modifyIndex,
        @JsonProperty("JobModifyIndex") long jobModifyIndex,
        @JsonProperty("SubmitTime") long submitTime,
        @JsonProperty("Meta") @Nullable Map<String, String> meta) {
    static final String SPEC_HASH = "spec_hash";

    /** A job that is there for a check alone; its bot was never started from it. */
    static final String CHECK_ONLY = "check-only";

    String specHash() {
        return meta == null ? "" : meta.getOrDefault(SPEC_HASH, "");
    }

    /** The cluster starts nothing of it any more. */
    boolean dead() {
        return stop || "dead".equals(status);
    }

    boolean checkOnly() {
        return specHash().equals(CHECK_ONLY);
    }

    Instant submittedAt() {
        return Nanos.instant(submitTime);
    }
}
