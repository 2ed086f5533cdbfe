package io.sath.bot.ledger;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * A line of a store: {@code <CRC-32C of the JSON, 8 hex digits> <its length in bytes> <JSON>\n}.
 * JSON has no line end inside, so a line end always ends a frame.
 */
final class Frame {

    private static final int MAX_LENGTH_DIGITS = 9;

    private Frame() {}

    static byte[] of(byte[] json) {
        byte[] head =
                (hex(json, 0, json.length) + " " + json.length + " ")
                        .getBytes(StandardCharsets.US_ASCII);
        byte[] frame = new byte[head.length + json.length + 1];
        System.arraycopy(head, 0, frame, 0, head.length);
        System.arraycopy(json, 0, frame, head.length, json.length);
        frame[frame.length - 1] = '\n';
        return frame;
    }

    /**
     * The JSON of a line (without its line end), or null where the line is not a whole, sound
     * frame.
     */
    static byte @Nullable [] json(byte[] line) {
        int space = 9;
        while (space < line.length
                && space < 9 + MAX_LENGTH_DIGITS
                && line[space] >= '0'
                && line[space] <= '9') {
            space++;
        }
        if (space == 9 || space >= line.length || line[8] != ' ' || line[space] != ' ') {
            return null;
        }
        int length = Integer.parseInt(new String(line, 9, space - 9, StandardCharsets.US_ASCII));
        int from = space + 1;
        if (line.length - from != length
                || !new String(line, 0, 8, StandardCharsets.US_ASCII)
                        .equals(hex(line, from, length))) {
            return null;
        }
        byte[] json = new byte[length];
        System.arraycopy(line, from, json, 0, length);
        return json;
    }

    private static String hex(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        String digits = Long.toHexString(crc.getValue());
        return "0".repeat(8 - digits.length()) + digits;
    }
}
