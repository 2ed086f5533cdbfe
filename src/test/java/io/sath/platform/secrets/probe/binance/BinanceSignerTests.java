package io.sath.platform.secrets.probe.binance;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.secrets.KeyAlgorithm;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The vectors of Binance's own documentation. */
class BinanceSignerTests {
    @Test
    void hmacSignsAsDocumented() {
        BinanceSigner signer =
                signer(
                        "NhqPtmdSJYdKjVHjA7PZj4Mge3R5YNiP1e3UZjInClVN65XAbvqqM6A7H5fATj0j",
                        KeyAlgorithm.HMAC);
        assertThat(
                        signer.sign(
                                bytes(
                                        "symbol=LTCBTC&side=BUY&type=LIMIT&timeInForce=GTC&quantity=1&price=0.1&recvWindow=5000&timestamp=1499827319559")))
                .isEqualTo("c8db56825ae71d6d79447849e617115f4a920fa2acdcab2b053c4b2838bd6b71");
    }

    @Test
    void ed25519SignsAsDocumented() {
        assertThat(
                        ed25519()
                                .sign(
                                        bytes(
                                                "symbol=BTCUSDT&side=SELL&type=LIMIT&timeInForce=GTC&quantity=1&price=0.2&timestamp=1668481559918&recvWindow=5000")))
                .isEqualTo(
                        "XtZirsmmi0noRzUfkqktvkVfxpkq/WtbLg2UOL3QGYdUBZVlqOBEMuEVw8zioY93N54NcKj9UuAXQEa9zgTDBg==");
    }

    @Test
    void theSignatureIsPercentEncodedBehindTheParameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("symbol", "BTCUSDT");
        parameters.put("side", "SELL");
        parameters.put("type", "LIMIT");
        parameters.put("timeInForce", "GTC");
        parameters.put("quantity", "1");
        parameters.put("price", "0.2");
        parameters.put("timestamp", "1668481559918");
        parameters.put("recvWindow", "5000");
        assertThat(ed25519().query(parameters))
                .endsWith(
                        "&recvWindow=5000&signature=XtZirsmmi0noRzUfkqktvkVfxpkq%2FWtbLg2UOL3QGYdUBZVlqOBEMuEVw8zioY93N54NcKj9UuAXQEa9zgTDBg%3D%3D");
    }

    @Test
    void valuesAreEncodedBeforeTheyAreSigned() {
        BinanceSigner signer = signer("secret", KeyAlgorithm.HMAC);
        String query = signer.query(Map.of("symbol", "币安 *~"));
        assertThat(query)
                .isEqualTo(
                        "symbol=%E5%B8%81%E5%AE%89%20%2A~&signature="
                                + signer.sign(bytes("symbol=%E5%B8%81%E5%AE%89%20%2A~")));
    }

    private static BinanceSigner ed25519() {
        byte[] der =
                HexFormat.of()
                        .parseHex(
                                "302e020100300506032b657004220420"
                                        + "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");
        return signer(Base64.getEncoder().encodeToString(der), KeyAlgorithm.ED25519);
    }

    private static BinanceSigner signer(String secret, KeyAlgorithm algorithm) {
        return ((BinanceSecret.Opened.Ready) BinanceSecret.open(bytes(secret), algorithm)).signer();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
