package io.sath.platform.dashboard.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import io.sath.platform.bots.Bots;
import io.sath.platform.support.ViewTest;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class DashboardViewTests extends ViewTest {
    @Autowired Bots bots;

    @Test
    void aBotThatNeverRanIsStartedFromHere() {
        open("", Map.of("all", ""));
        assertThat(said()).contains("Your bot has not been started yet");
        test(primary()).click();
        assertThat(bots.status(person().tenant()).desired()).isTrue();
    }

    @Test
    void saysWhatIsEmptyAndWhatComesNext() {
        open("", Map.of("all", ""));
        assertThat(said()).contains("No positions yet", "No decisions yet");
    }

    @Test
    void showsTheUseOfThePlan() {
        open("", Map.of("all", ""));
        assertThat(said()).contains("Use of plan Free", "100 of 100", "1 of 1");
    }

    @Test
    void theBarShowsModeAndState() {
        open("", Map.of("all", ""));
        assertThat(said()).contains("PAPER", "Stopped", "no heartbeat");
    }

    @Test
    void haltingAsksFirstAndOffersTheMilderWay() {
        bots.start(person().tenant(), fixtures.owner(person()));
        navigate("", DashboardView.class);
        find(Button.class).withId("bot-halt").single().click();
        ConfirmDialog question = find(ConfirmDialog.class).single();
        assertThat(said(question)).contains("Stop only new entries");
        assertThat(bots.status(person().tenant()).desired()).isTrue();
        test(question).confirm();
        assertThat(bots.status(person().tenant()).desired()).isFalse();
    }

    @Test
    void theMilderWayKeepsTheBotOnAndOpensNothing() {
        bots.start(person().tenant(), fixtures.owner(person()));
        navigate("", DashboardView.class);
        find(Button.class).withId("bot-halt").single().click();
        test(find(Button.class).withText("Stop only new entries").single()).click();
        assertThat(bots.status(person().tenant()))
                .satisfies(status -> {
                    assertThat(status.desired()).isTrue();
                    assertThat(status.entries().allowed()).isFalse();
                });
    }
}
