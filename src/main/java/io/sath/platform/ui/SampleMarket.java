package io.sath.platform.ui;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Two days of a recorded market, as the replay plays them: real candles, no promised results. */
final class SampleMarket extends Div {
    private static final long serialVersionUID = 1L;

    private static final List<PriceChart.Bar> BARS = read();

    SampleMarket() {
        Messages texts = Messages.current();
        Formats formats = Formats.current();
        PriceChart.Bar first = BARS.getFirst();
        PriceChart.Bar last = BARS.getLast();
        PriceChart chart = new PriceChart();
        chart.setAriaLabel(
                texts.get(
                        "ui.public.sample.summary",
                        formats.amount(first.open()),
                        formats.amount(last.close())));
        chart.showCandles(BARS, List.of(), List.of(), List.of(), 0);
        Span caption =
                new Span(
                        texts.get(
                                "ui.public.sample",
                                formats.day(first.at()),
                                formats.dayAndYear(last.at())));
        caption.addClassName("sample-caption");
        Span price = new Span(formats.money(last.close(), "USD"));
        price.addClassName("sample-price");
        Div words = new Div(caption, price);
        words.addClassName("sample-words");
        Div head = new Div(words, new ModeBadge(false));
        head.addClassName("sample-head");
        addClassName("sample");
        add(head, chart, new ChartCredit());
    }

    private static List<PriceChart.Bar> read() {
        try (InputStream in = SampleMarket.class.getResourceAsStream("/ui/sample-market.csv");
                BufferedReader lines =
                        new BufferedReader(
                                new InputStreamReader(
                                        java.util.Objects.requireNonNull(in),
                                        StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(",", -1))
                    .map(cell ->
                            new PriceChart.Bar(
                                    Instant.ofEpochSecond(Long.parseLong(cell[0])),
                                    new BigDecimal(cell[1]),
                                    new BigDecimal(cell[2]),
                                    new BigDecimal(cell[3]),
                                    new BigDecimal(cell[4]),
                                    new BigDecimal(cell[5])))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
