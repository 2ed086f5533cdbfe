package io.sath.platform.bots.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.bots.BotStatus.State;
import io.sath.platform.shared.Texts;
import io.sath.platform.ui.Messages;
import java.util.Arrays;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StateLookTests {
    @ParameterizedTest
    @ValueSource(strings = {"en", "es"})
    void noTwoStatesReadAlike(String language) {
        Texts texts = Texts.in(Locale.of(language));
        assertThat(
                        Arrays.stream(State.values())
                                .map(state -> texts.get("bots.state." + state.word())))
                .doesNotHaveDuplicates()
                .noneMatch(name -> name.startsWith("!"));
    }

    @Test
    void aStateReadsAsItsText() {
        assertThat(StateLook.name(State.CRASH_LOOPING, Messages.current()))
                .isEqualTo("Crash-looping");
    }

    @Test
    void onlyWhatRunsHasADotForItsIcon() {
        assertThat(Arrays.stream(State.values()).filter(state -> StateLook.icon(state) == null))
                .containsExactly(State.RUNNING);
    }
}
