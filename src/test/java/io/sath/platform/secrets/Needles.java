package io.sath.platform.secrets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;

/** Looks for secrets in bytes of any size: as text of one or two bytes a character, and in hex. */
public final class Needles {
    private static final int CHUNK = 1 << 20;

    private final List<Needle> needles = new ArrayList<>();
    private int longest;

    private record Needle(String name, byte[] bytes) {}

    public Needles(Collection<String> secrets) {
        for (String secret : secrets) {
            String name = secret.substring(0, 12) + "…";
            add(name, secret.getBytes(StandardCharsets.ISO_8859_1));
            add(name + " (UTF-16LE)", secret.getBytes(StandardCharsets.UTF_16LE));
            add(name + " (UTF-16BE)", secret.getBytes(StandardCharsets.UTF_16BE));
            add(
                    name + " (hex)",
                    HexFormat.of()
                            .formatHex(secret.getBytes(StandardCharsets.ISO_8859_1))
                            .getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    private void add(String name, byte[] bytes) {
        needles.add(new Needle(name, bytes));
        longest = Math.max(longest, bytes.length);
    }

    /** Which of them stand in the text. */
    public List<String> in(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return found(bytes, bytes.length, 0);
    }

    /** Which of them stand in the file and where, however large it is. */
    public List<String> in(Path file) throws IOException {
        List<String> found = new ArrayList<>();
        byte[] buffer = new byte[CHUNK + longest];
        int kept = 0;
        long at = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read; (read = in.read(buffer, kept, CHUNK)) > 0; ) {
                int end = kept + read;
                found.addAll(found(buffer, end, at - kept));
                kept = Math.min(longest - 1, end);
                System.arraycopy(buffer, end - kept, buffer, 0, kept);
                at += read;
            }
        }
        return found;
    }

    private List<String> found(byte[] bytes, int end, long offset) {
        List<String> found = new ArrayList<>();
        for (Needle needle : needles) {
            byte first = needle.bytes()[0];
            for (int i = 0; i <= end - needle.bytes().length; i++) {
                if (bytes[i] == first && stands(needle.bytes(), bytes, i)) {
                    found.add(needle.name() + " at " + (offset + i));
                }
            }
        }
        return found;
    }

    private static boolean stands(byte[] needle, byte[] bytes, int at) {
        for (int i = 1; i < needle.length; i++) {
            if (bytes[at + i] != needle[i]) {
                return false;
            }
        }
        return true;
    }
}
