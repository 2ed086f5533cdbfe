package io.sath.platform.api;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class WipedBodiesTests {
    private static final String HEAD = "POST / HTTP/1.1\r\nContent-Length: 6\r\n\r\n";

    private static String wiped(String content, int limit, int position, long length) {
        ByteBuffer buffer = ByteBuffer.wrap(content.getBytes(ISO_8859_1));
        buffer.limit(limit).position(position);
        WipedBodies.wipe(buffer, length);
        return new String(buffer.array(), ISO_8859_1).replace('\0', '.');
    }

    @Test
    void theBodyAndWhatWasReadBeforeGoAndTheHeadersStay() {
        String content = HEAD + "secret" + "older secret";
        int end = HEAD.length() + 6;
        assertThat(wiped(content, end, end, 6)).isEqualTo(HEAD + ".".repeat(18));
    }

    @Test
    void theBeginningOfTheNextRequestStays() {
        String content = HEAD + "secret" + "GET /next";
        assertThat(wiped(content, content.length(), content.length(), 6))
                .isEqualTo(HEAD + "......GET /next");
    }

    @Test
    void aBodyThatCameInPartsLeavesNothing() {
        String content = HEAD + "lastsecret of an earlier part";
        int end = HEAD.length() + 4;
        assertThat(wiped(content, end, end, 1000)).isEqualTo(HEAD + ".".repeat(29));
    }

    @Test
    void aBodyInChunksGoesAsFarAsItWasRead() {
        String content = HEAD + "6\r\nsecret\r\n0\r\n\r\n";
        assertThat(wiped(content, content.length(), content.length(), -1))
                .isEqualTo(HEAD + ".".repeat(16));
    }
}
