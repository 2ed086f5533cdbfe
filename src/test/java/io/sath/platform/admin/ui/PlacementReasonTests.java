package io.sath.platform.admin.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.ui.Messages;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PlacementReasonTests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "no capacity: cpu, memory|No machine has enough left of: CPU, memory.",
                "no capacity: network: bandwidth exceeded|No machine has enough left of: network:"
                        + " bandwidth exceeded.",
                "no capacity|No machine has room left.",
                "no capacity in class: big|The machines of this class are full: big.",
                "no node fits: ${attr.kernel.name} = linux|No machine meets what it asks for:"
                        + " ${attr.kernel.name} = linux.",
                "wrong class: gpu|Machines of this class do not take it: gpu.",
                "quota: memory|The quota is used up: memory.",
                "no node|No machine takes bots: none is ready, or all are drained.",
                "node lost|Its machine is gone, and no other has taken it yet.",
                "no capacity: memory; wrong class: gpu|No machine has enough left of: memory."
                        + " Machines of this class do not take it: gpu.",
                "Template failed: no such key|No place for it: Template failed: no such key",
                "no capacity: memory; what is new|No place for it: no capacity: memory; what is new"
            })
    void readsAsASentence(String placement, String words) {
        assertThat(PlacementReason.words(placement, Messages.current())).isEqualTo(words);
    }
}
