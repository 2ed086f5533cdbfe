package io.sath.bot.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.bot.json.JsonText;
import io.sath.bot.market.MarketSets;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogueTests {

    @Test
    void namesEachSetsSymbolsWithTheirGridsAndWhatWasRefused(@TempDir Path directory)
            throws IOException {
        Files.writeString(
                directory.resolve("XRPUSDT-5m.csv"),
                """
                1743699900000,2.0069,2.0147,2.0037,2.01,23
                1743700200000,2.0100,2.0150,2.0040,2.0110,23
                """);
        Files.writeString(directory.resolve("ETHUSDT-5m.csv"), "broken\n");

        String text = json(new MarketSets(directory));

        assertThat(text)
                .startsWith("{\"sets\":[{\"name\":\"ta4j\",\"symbols\":[{\"name\":\"BTCUSD\",")
                .contains(
                        """
                        {"name":"BTCUSD","quote":"USD","tick":"0.01","step":"0.00001","minNotional":"5","resolution":"1m","from":"2013-11-25T00:00:00Z","to":"2013-12-01T16:00:00Z"}\
                        """
                                .strip())
                .contains("\"name\":\"ETHUSD\"")
                .contains(
                        """
                        {"name":"dir","symbols":[{"name":"XRPUSDT","quote":"USDT","tick":"0.0001","step":"0.1","minNotional":"5","resolution":"5m","from":"2025-04-03T17:05:00Z","to":"2025-04-03T17:15:00Z"}],"problems":["ETHUSDT-5m.csv has fewer than two candles; a row is open_time,open,high,low,close,volume."]}\
                        """
                                .strip());
    }

    @Test
    void describesEveryParameterOfEveryStrategy() {
        assertThat(json(new MarketSets(null)))
                .contains(
                        """
                        "strategies":[{"name":"ema-cross","params":[{"name":"fast","kind":"whole","preset":"9","min":"2","max":"500"}\
                        """
                                .strip())
                .contains(
                        """
                        {"name":"seed","kind":"choice","preset":"mean","options":["mean","first"]}\
                        """
                                .strip())
                .contains(
                        """
                        {"name":"deviations","kind":"decimal","preset":"2","min":"0.1","max":"10"}\
                        """
                                .strip());
    }

    @Test
    void withoutADirectoryThereIsOnlyTheOwnSet() {
        assertThat(json(new MarketSets(null))).doesNotContain("\"dir\"");
    }

    private static String json(MarketSets sets) {
        return new String(JsonText.write(Catalogue.of(sets)), StandardCharsets.UTF_8);
    }
}
