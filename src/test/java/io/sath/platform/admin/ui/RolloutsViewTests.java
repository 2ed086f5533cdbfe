package io.sath.platform.admin.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import io.sath.platform.shared.Role;
import io.sath.platform.support.ViewTest;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

class RolloutsViewTests extends ViewTest {
    private static final String OLD = "1111111111111111";
    private static final String NEW = "2222222222222222";

    @Autowired JdbcClient jdbc;

    @Override
    protected Set<Role> roles() {
        return Set.of(Role.USER, Role.VIEWER, Role.ADMIN);
    }

    @BeforeEach
    @AfterEach
    void nothingStays() {
        jdbc.sql("DELETE FROM rollouts").update();
        jdbc.sql("DELETE FROM fleet_programs").update();
        jdbc.sql("DELETE FROM bot_programs").update();
    }

    @Test
    void saysWhatToDoWhereNoVersionIsKnown() {
        navigate(RolloutsView.class);

        assertThat(said()).contains("No rollout is under way", "No version is known yet");
    }

    @Test
    void beginsHoldsGoesOnAndTurnsBack() {
        versions();
        navigate(RolloutsView.class);
        assertThat(said()).contains(OLD, NEW, "The fleet's version");

        press("begin-" + NEW);
        press("begin-confirm");
        assertThat(state()).isEqualTo("running");

        assertThat(said()).contains("11111111 → 22222222", "Under way", "Missed heartbeats");
        assertThat(find(Button.class).withId("begin-" + NEW).exists())
                .as("one at a time")
                .isFalse();
        press("rollout-stop");
        assertThat(state()).isEqualTo("stopped");
        press("rollout-go-on");
        assertThat(state()).isEqualTo("running");

        press("rollout-turn-back");
        assertThat(state()).as("it asks first").isEqualTo("running");
        test(find(ConfirmDialog.class).single()).confirm();
        assertThat(state()).isEqualTo("back");
    }

    @Test
    void theHistorySaysWhyOneWentBack() {
        versions();
        jdbc.sql(
                        """
                        INSERT INTO rollouts (id, fleet, from_version, to_version, state, ring, ring_since,
                            canaries, started_at, ended_at, reason)
                        VALUES (gen_random_uuid(), 'fleet', :old, :new, 'back', 'few', now(), '{}', now(), now(),
                            '{"key":"orchestration.rollout.errors","values":[41,12]}')
                        """)
                .param("old", OLD)
                .param("new", NEW)
                .update();

        navigate(RolloutsView.class);

        assertThat(said())
                .contains(
                        "Gone back from: 5 %",
                        "Errors rise: 41 on the new version, where the one before would have had 12.");
    }

    private void versions() {
        for (String version : new String[] {OLD, NEW}) {
            jdbc.sql("INSERT INTO bot_programs (version, sha256, seen_at) VALUES (?, ?, now())")
                    .params(version, version.repeat(4))
                    .update();
        }
        jdbc.sql("INSERT INTO fleet_programs (fleet, version) VALUES ('fleet', ?)")
                .param(OLD)
                .update();
    }

    private void press(String id) {
        test(find(Button.class).withId(id).single()).click();
    }

    private String state() {
        return jdbc.sql("SELECT state FROM rollouts").query(String.class).single();
    }
}
