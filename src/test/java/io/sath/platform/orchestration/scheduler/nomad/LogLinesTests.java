package io.sath.platform.orchestration.scheduler.nomad;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.orchestration.scheduler.Output;
import io.sath.platform.orchestration.scheduler.nomad.FrameStream.Frame;
import io.sath.platform.orchestration.scheduler.nomad.LogPlace.Spot;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogLinesTests {
    private final List<Output.Line> lines = new ArrayList<>();

    private static Frame frame(int file, long end, String data) {
        return new Frame(data.getBytes(UTF_8), "alloc/logs/bot.stdout." + file, end);
    }

    private List<String> texts() {
        return lines.stream().map(Output.Line::text).toList();
    }

    @Test
    void aLineMayEndInAnotherFrameAndInAnotherFile() {
        LogLines reader = new LogLines(Output.Stream.STDOUT, Spot.START);
        reader.take(frame(0, 6, "one\ntw"), lines);
        assertThat(reader.spot()).isEqualTo(new Spot(0, 4, 0, 4));
        reader.take(frame(0, 8, "o\n"), lines);
        reader.take(frame(1, 6, "three\n"), lines);
        assertThat(texts()).containsExactly("one", "two", "three");
        assertThat(reader.spot()).isEqualTo(new Spot(1, 6, 0, 14));
        assertThat(reader.takeLost()).isZero();
    }

    @Test
    void whatWasReadBeforeIsSkippedToTheByte() {
        LogLines reader = new LogLines(Output.Stream.STDOUT, new Spot(0, 4, 0, 4));
        assertThat(reader.begin(false)).isEqualTo(4);
        reader.take(frame(0, 8, "one\ntwo\n"), lines);
        assertThat(texts()).containsExactly("two");
    }

    @Test
    void afterTheNodeDroppedOldFilesTheReadingGoesOnWhereItWas() {
        LogLines reader = new LogLines(Output.Stream.STDOUT, new Spot(2, 4, 0, 2_000));
        assertThat(reader.mayHaveRotated()).isTrue();
        assertThat(reader.begin(true)).isZero();
        reader.take(frame(1, 8, "old\nold\n"), lines);
        reader.take(frame(2, 8, "one\ntwo\n"), lines);
        assertThat(texts()).containsExactly("two");
        assertThat(reader.spot()).isEqualTo(new Spot(2, 8, 1, 16));
        assertThat(reader.takeLost()).isZero();
    }

    @Test
    void whatIsGoneIsCounted() {
        LogLines reader = new LogLines(Output.Stream.STDOUT, new Spot(2, 4, 2, 4));
        reader.begin(true);
        reader.take(frame(4, 4, "new\n"), lines);
        assertThat(texts()).containsExactly("new");
        assertThat(reader.takeLost()).isPositive();
        assertThat(reader.takeLost()).isZero();
    }

    @Test
    void aLineThatIsTooLongIsCutAndTheNextOneIsWhole() {
        LogLines reader = new LogLines(Output.Stream.STDOUT, Spot.START);
        String big = "x".repeat(50_000) + "\nnext\n";
        reader.take(frame(0, big.length(), big), lines);
        assertThat(lines.get(0).cut()).isTrue();
        assertThat(lines.get(0).text()).hasSize(Output.MAX_LINE_BYTES);
        assertThat(lines.get(1)).isEqualTo(new Output.Line(Output.Stream.STDOUT, "next", false));
    }

    @Test
    void aPlaceIsReadAsItWasWritten() {
        LogPlace place =
                new LogPlace(
                        "97e098f0-ffb1-bcb8-e5c2-4e11cfd33a6a",
                        254,
                        new Spot(1, 6, 0, 14),
                        Spot.START);
        assertThat(LogPlace.parse(place.toString())).isEqualTo(place);
        assertThat(LogPlace.parse("0:12 0:0")).isEqualTo(LogPlace.START);
    }
}
