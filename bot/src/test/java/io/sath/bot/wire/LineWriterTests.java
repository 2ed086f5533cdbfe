package io.sath.bot.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.bot.json.Json;
import io.sath.bot.json.JsonText;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineWriterTests {

    private final LineWriter writer =
            new LineWriter(
                    "01993f30-0a1b-7c2d-8e3f-405162738495",
                    Clock.fixed(Instant.parse("2026-11-22T11:55:45Z"), ZoneOffset.UTC));

    @Test
    void linesAreNumberedFromOne() throws Exception {
        assertThat(parsed(new Out.Log(Level.INFO, "a", "b")).get("seq")).isEqualTo(Json.whole(1));
        assertThat(parsed(new Out.Log(Level.INFO, "a", "b")).get("seq")).isEqualTo(Json.whole(2));
    }

    @Test
    void aLongTextIsCutAndSaysSo() throws Exception {
        for (String longText :
                List.of(
                        "x".repeat(100_000),
                        "😀".repeat(50_000),
                        "\u0000".repeat(20_000),
                        "ñ".repeat(16_000))) {
            byte[] line = writer.line(new Out.Log(Level.INFO, "a", longText));
            assertThat(line.length).isLessThanOrEqualTo(LineWriter.MAX_BYTES + 1);
            Json.Obj parsed = (Json.Obj) JsonText.parse(line);
            assertThat(parsed.get("cut")).isEqualTo(Json.bool(true));
            assertThat(((Json.Text) parsed.get("msg")).value()).hasSizeGreaterThan(500);
        }
    }

    @Test
    void aLineThatJustFitsIsNotCut() throws Exception {
        byte[] empty = writer.line(new Out.Log(Level.INFO, "a", ""));
        int room = LineWriter.MAX_BYTES + 1 - empty.length;
        byte[] full = writer.line(new Out.Log(Level.INFO, "a", "x".repeat(room)));
        assertThat(full).hasSize(LineWriter.MAX_BYTES + 1);
        assertThat(((Json.Obj) JsonText.parse(full)).get("cut")).isEqualTo(Json.NULL);
        byte[] over = writer.line(new Out.Log(Level.INFO, "a", "x".repeat(room + 1)));
        assertThat(((Json.Obj) JsonText.parse(over)).get("cut")).isEqualTo(Json.bool(true));
    }

    @Test
    void aLongListIsCut() throws Exception {
        Out.Why why = new Out.Why("no-cross", Json.object().put("fast", "81790.1").build());
        Out.Decision decision =
                new Out.Decision(
                        Instant.EPOCH,
                        "BTCUSD",
                        "ema-cross",
                        "hold",
                        Collections.nCopies(5_000, why),
                        BigDecimal.ZERO);
        byte[] line = writer.line(decision);
        assertThat(line.length).isLessThanOrEqualTo(LineWriter.MAX_BYTES + 1);
        assertThat(((Json.Obj) JsonText.parse(line)).get("cut")).isEqualTo(Json.bool(true));
    }

    @Test
    void aLoneSurrogateBecomesTheReplacementCharacter() throws Exception {
        assertThat(parsed(new Out.Log(Level.INFO, "a", "x\ud83dy")).get("msg"))
                .isEqualTo(Json.text("x\uFFFDy"));
    }

    @Test
    void decimalsArePlain() throws Exception {
        Out.Metric metric =
                new Out.Metric(
                        Instant.EPOCH,
                        new BigDecimal("1E+3"),
                        new BigDecimal("0E-9"),
                        new BigDecimal("-0.00120"),
                        BigDecimal.ONE,
                        BigDecimal.TEN,
                        BigDecimal.ZERO,
                        0);
        Json.Obj line = parsed(metric);
        assertThat(line.get("equity")).isEqualTo(Json.text("1000"));
        assertThat(line.get("cash")).isEqualTo(Json.text("0"));
        assertThat(line.get("realized")).isEqualTo(Json.text("-0.0012"));
    }

    @Test
    void aDecimalOfMoreThanEighteenPlacesIsRoundedToThem() throws Exception {
        Out.Metric metric =
                new Out.Metric(
                        Instant.EPOCH,
                        new BigDecimal("1.00000000000000000051"),
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        BigDecimal.ZERO,
                        0);
        assertThat(parsed(metric).get("equity")).isEqualTo(Json.text("1.000000000000000001"));
    }

    private Json.Obj parsed(Out record) throws JsonText.Malformed {
        return (Json.Obj) JsonText.parse(writer.line(record));
    }
}
