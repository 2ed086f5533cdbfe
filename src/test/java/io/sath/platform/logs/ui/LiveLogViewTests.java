package io.sath.platform.logs.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.TextField;
import io.sath.platform.logs.LogQuery;
import io.sath.platform.support.ViewTest;
import io.sath.platform.ui.LogConsole;
import org.junit.jupiter.api.Test;

class LiveLogViewTests extends ViewTest {
    @Test
    void saysHowMuchComesAndHowLongItIsKept() {
        navigate(LiveLogView.class);
        assertThat(said()).contains("Lines a second: 0 · left out: 0 · kept for 7 days");
    }

    @Test
    void theButtonFollowsWhatTheConsoleDoes() {
        navigate(LiveLogView.class);
        LogConsole console = find(LogConsole.class).single();
        ComponentUtil.fireEvent(console, new LogConsole.FollowEvent(console, true, false));
        assertThat(find(Button.class).withText("Follow").exists()).isTrue();
        ComponentUtil.fireEvent(console, new LogConsole.FollowEvent(console, true, true));
        assertThat(find(Button.class).withText("Pause").exists()).isTrue();
    }

    @Test
    void opensALineInFullAndClosesIt() {
        navigate(LiveLogView.class);
        LogConsole console = find(LogConsole.class).single();
        ComponentUtil.fireEvent(
                console,
                new LogConsole.LineEvent(
                        console,
                        true,
                        1_700_000_000_000.0,
                        "error",
                        "bot",
                        "order.refused",
                        "<b>no</b>"));
        assertThat(said()).contains("<b>no</b>", "order.refused", "14 Nov 2023, 22:13:20");
        ComponentUtil.fireEvent(
                console, new LogConsole.LineEvent(console, true, null, null, null, null, null));
        assertThat(said()).doesNotContain("order.refused");
    }

    @Test
    void searchesForNoMoreThanTheLogTakes() {
        navigate(LiveLogView.class);
        assertThat(find(TextField.class).single().getMaxLength()).isEqualTo(LogQuery.MAX_TEXT);
    }
}
