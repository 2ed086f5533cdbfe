package io.sath.platform.ui;

import com.vaadin.flow.component.AttachEvent;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasAriaLabel;
import com.vaadin.flow.component.HasSize;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.NpmPackage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;

/**
 * A curve of equity over its baseline, a drawdown, or candles with entries and exits, drawn by
 * lightweight-charts.
 *
 * <p>Numbers become floating point here and only here: a drawing needs no exactness, and nothing is
 * ever read back. Give it a text summary by {@link #setAriaLabel}; the numbers themselves stand
 * beside it on the page.
 */
@Tag("sath-chart")
@JsModule("./sath-chart.ts")
@NpmPackage(value = "lightweight-charts", version = "5.0.8")
public final class PriceChart extends Component implements HasSize, HasStyle, HasAriaLabel {
    private static final long serialVersionUID = 1L;

    /** A value of a curve at a time (UTC). */
    public record Point(Instant at, BigDecimal value) {}

    /** A candle; {@code at} is its opening time (UTC). */
    public record Bar(
            Instant at,
            BigDecimal open,
            BigDecimal high,
            BigDecimal low,
            BigDecimal close,
            BigDecimal volume) {}

    /** Which colour something on the chart has. */
    public enum Tone {
        ACCENT,
        UP,
        DOWN,
        NEUTRAL;

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }

    /** An arrow at a candle: an entry below it, an exit above it. */
    public record Mark(Instant at, boolean entry, String text, Tone tone) {}

    /** A level across the chart, named at the scale. */
    public record Level(BigDecimal price, String text, Tone tone, boolean dashed) {}

    /** A dotted way from an entry to its exit. */
    public record Way(
            Instant from, BigDecimal fromPrice, Instant to, BigDecimal toPrice, boolean won) {}

    public PriceChart() {
        addClassName("sath-chart");
        getElement().setAttribute("role", "img");
    }

    @Override
    protected void onAttach(AttachEvent event) {
        Formats formats = Formats.current();
        getElement().setAttribute("locale", formats.locale().toLanguageTag());
        getElement().setAttribute("zone", formats.zone().getId());
    }

    /** Shows the account's value over time against what it began with. */
    public void showEquity(List<Point> points, BigDecimal baseline) {
        show(
                new Equity(
                        "equity",
                        points.stream().map(Dot::of).toList(),
                        baseline.doubleValue(),
                        2));
    }

    /** Shows how far below its highest value the account was, as fractions at most zero. */
    public void showDrawdown(List<Point> points) {
        show(new Drawdown("drawdown", points.stream().map(Dot::of).toList(), 4));
    }

    /** Shows candles with what was traded on them; {@code digits} are the decimals of a price. */
    public void showCandles(
            List<Bar> bars, List<Mark> marks, List<Level> levels, List<Way> ways, int digits) {
        show(
                new Candles(
                        "candles",
                        bars.stream().map(Stick::of).toList(),
                        marks.stream().map(Arrow::of).toList(),
                        levels.stream().map(Line::of).toList(),
                        ways.stream().map(Path::of).toList(),
                        digits));
    }

    /** Adds or corrects the newest point of a curve. */
    public void add(Point point) {
        getElement().callJsFunction("addPoint", Dot.of(point));
    }

    /** Adds or corrects the newest candle. */
    public void add(Bar bar) {
        getElement().callJsFunction("addCandle", Stick.of(bar));
    }

    /** Replaces entries, exits and levels over the same candles. */
    public void mark(List<Mark> marks, List<Level> levels) {
        getElement()
                .callJsFunction(
                        "setMarks",
                        marks.stream().map(Arrow::of).toList(),
                        levels.stream().map(Line::of).toList());
    }

    /** Brings the time between the two moments into sight. */
    public void focusOn(Instant from, Instant to) {
        getElement().callJsFunction("focusOn", seconds(from), seconds(to));
    }

    private void show(Object content) {
        getElement().callJsFunction("setContent", content);
    }

    private static double seconds(Instant at) {
        return at.getEpochSecond();
    }

    private record Dot(double at, double value) {
        static Dot of(Point point) {
            return new Dot(seconds(point.at()), point.value().doubleValue());
        }
    }

    private record Stick(
            double at, double open, double high, double low, double close, double volume) {
        static Stick of(Bar bar) {
            return new Stick(
                    seconds(bar.at()),
                    bar.open().doubleValue(),
                    bar.high().doubleValue(),
                    bar.low().doubleValue(),
                    bar.close().doubleValue(),
                    bar.volume().doubleValue());
        }
    }

    private record Arrow(double at, String kind, String text, String tone) {
        static Arrow of(Mark mark) {
            return new Arrow(
                    seconds(mark.at()),
                    mark.entry() ? "entry" : "exit",
                    mark.text(),
                    mark.tone().word());
        }
    }

    private record Line(double price, String text, String tone, boolean dashed) {
        static Line of(Level level) {
            return new Line(
                    level.price().doubleValue(), level.text(), level.tone().word(), level.dashed());
        }
    }

    private record Path(double fromAt, double fromPrice, double toAt, double toPrice, String tone) {
        static Path of(Way way) {
            return new Path(
                    seconds(way.from()),
                    way.fromPrice().doubleValue(),
                    seconds(way.to()),
                    way.toPrice().doubleValue(),
                    way.won() ? "up" : "down");
        }
    }

    private record Equity(String kind, List<Dot> points, double baseline, int digits) {}

    private record Drawdown(String kind, List<Dot> points, int digits) {}

    private record Candles(
            String kind,
            List<Stick> candles,
            List<Arrow> marks,
            List<Line> lines,
            List<Path> paths,
            int digits) {}
}
