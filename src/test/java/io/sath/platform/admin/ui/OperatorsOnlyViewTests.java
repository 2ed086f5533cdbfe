package io.sath.platform.admin.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.bots.Bots;
import io.sath.platform.support.ViewTest;
import io.sath.platform.ui.DeniedPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;

class OperatorsOnlyViewTests extends ViewTest {
    @Autowired Bots bots;

    @ParameterizedTest
    @ValueSource(strings = {"admin/fleet", "admin/rollouts"})
    void anOwnerFindsNothingThere(String path) {
        navigate(path, DeniedPage.class);
        assertThat(said()).contains("There is nothing here");
    }

    @Test
    void norByTheAddressOfABot() {
        navigate("admin/fleet/" + bots.status(person().tenant()).botId(), DeniedPage.class);
        assertThat(said()).contains("There is nothing here");
    }
}
