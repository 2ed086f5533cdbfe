package io.sath.platform.dashboard.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.textfield.BigDecimalField;
import io.sath.platform.bots.Bots;
import io.sath.platform.support.ViewTest;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class FirstStepsViewTests extends ViewTest {
    @Autowired Bots bots;

    @Test
    void aNewPersonIsLedThere() {
        navigate("", FirstStepsView.class);
        assertThat(said()).contains("Your bot, in three steps");
    }

    @Test
    void leadsToABotThatIsWantedOn() {
        navigate(FirstStepsView.class);
        choose("Careful");
        test(find(BigDecimalField.class).single()).setValue(new BigDecimal("80"));
        press("Continue");
        assertThat(said()).contains("All set");
        press("Start my bot");
        assertThat(bots.status(person().tenant()).desired()).isTrue();
        assertThat(bots.config(person().tenant()))
                .satisfies(config -> {
                    assertThat(config.capital()).isEqualByComparingTo("80");
                    assertThat(config.maxPosition()).isEqualByComparingTo("40");
                    assertThat(config.risk().dailyLoss()).isEqualByComparingTo("0.8");
                });
        assertThat(getCurrentView()).isInstanceOf(DashboardView.class);
    }

    @Test
    void saysWhatThePlanAllowsAndSavesNothing() {
        navigate(FirstStepsView.class);
        test(find(BigDecimalField.class).single()).setValue(new BigDecimal("500"));
        press("Continue");
        assertThat(find(BigDecimalField.class).single().getErrorMessage()).contains("500", "100");
        assertThat(bots.config(person().tenant()).revision()).isEqualTo(1);
    }

    @Test
    void showsWhatEachLevelCanLose() {
        navigate(FirstStepsView.class);
        test(find(BigDecimalField.class).single()).setValue(new BigDecimal("50"));
        assertThat(said())
                .contains(
                        "Loss at most: 0.50\u00a0USD a day",
                        "Loss at most: 1.00\u00a0USD a day",
                        "Loss at most: 2.00\u00a0USD a day");
    }

    @Test
    void recordedPricesNeedNoKeyAndOneCanBeAddedHere() {
        navigate(FirstStepsView.class);
        press("Back");
        assertThat(said())
                .contains("Recorded market", "Needs no key")
                .contains("Binance and Polymarket need a key.", "Add key");
        press("Continue");
        assertThat(find(BigDecimalField.class).exists()).isTrue();
    }

    private void choose(String title) {
        NativeButton card =
                find(NativeButton.class).all().stream()
                        .filter(button -> said(button).contains(title))
                        .findFirst()
                        .orElseThrow();
        test(card).click();
    }

    private void press(String text) {
        test(find(Button.class).withText(text).single()).click();
    }
}
