package io.sath.platform.admin.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.shared.BotId;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowOrderTests {
    private final List<BotRow> before = List.of(row('a', "1"), row('b', "1"), row('c', "1"));
    private final List<BotRow> fresh = List.of(row('d', "2"), row('c', "2"), row('a', "2"));

    @Test
    void rowsStandInTheirOwnOrderWhileNobodyPointsAtThem() {
        assertThat(RowOrder.of(before, fresh, false)).isEqualTo(fresh);
    }

    @Test
    void rowsKeepTheirPlaceWhileSomebodyPointsAtThem() {
        assertThat(RowOrder.of(before, fresh, true))
                .as("a and c are fresh in their place, b is still there, d stands at the end")
                .containsExactly(row('a', "2"), row('b', "1"), row('c', "2"), row('d', "2"));
    }

    private static BotRow row(char letter, String reason) {
        BotId id = new BotId(String.valueOf(letter).repeat(13));
        return new BotRow(id, "", "", "", "", "", reason, "", false, "", "", "", "", "", false, "");
    }
}
