package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.orchestration.RestoreRule.Evidence;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RestoreRuleTests {
    @Test
    void aDatabaseThatKnowsAllThatRunsIsThePresentOne() {
        assertThat(look(5, 4, Map.of("a", 3L, "b", 7L), Map.of("a", 3L, "b", 9L, "c", 1L)))
                .matches(Evidence::isNothing);
        assertThat(look(1, 0, Map.of(), Map.of("a", 3L))).matches(Evidence::isNothing);
    }

    @Test
    void aBotThatRunsBySettingsNobodyMadeIsEvidence() {
        Evidence found = look(5, 4, Map.of("a", 4L, "b", 7L), Map.of("a", 3L, "b", 7L));
        assertThat(found.isNothing()).isFalse();
        assertThat(found.aheadBots()).containsExactly("a");
    }

    @Test
    void aBotWithoutARowIsEvidenceUnlessItWasReportedBefore() {
        assertThat(look(5, 4, Map.of("x", 1L), Map.of()).unknownBots()).containsExactly("x");
        assertThat(RestoreRule.look(5, 4, Map.of("x", 1L), Map.of(), Set.of("x")))
                .matches(Evidence::isNothing);
    }

    @Test
    void anEpochThatTheClusterHasSeenAlreadyIsEvidence() {
        assertThat(look(5, 5, Map.of(), Map.of()).clusterEpoch()).isEqualTo(5);
        assertThat(look(5, 90, Map.of(), Map.of()).clusterEpoch()).isEqualTo(90);
    }

    @Test
    void manyBotsAreCountedAndSomeNamed() {
        Map<String, Long> running = new HashMap<>();
        for (int i = 0; i < 300; i++) {
            running.put("bot" + i, 1L);
        }
        Evidence found = look(5, 4, running, Map.of());
        assertThat(found.unknown()).isEqualTo(300);
        assertThat(found.unknownBots()).hasSize(20).isSubsetOf(List.copyOf(running.keySet()));
    }

    private static Evidence look(
            long epoch, long remembered, Map<String, Long> running, Map<String, Long> stored) {
        return RestoreRule.look(epoch, remembered, running, stored, Set.of());
    }
}
