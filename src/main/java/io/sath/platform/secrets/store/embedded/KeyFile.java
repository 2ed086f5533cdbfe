package io.sath.platform.secrets.store.embedded;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * The file of wrapping keys: a line {@code <key id> <base64 of 32 bytes>} each, the last one in
 * use.
 *
 * <p>It is made at the first start with mode 0600 and written by replacement, so that it is whole
 * at every instant. A file that others may read, or a damaged line, is refused with a sentence that
 * says what to do; that sentence holds nothing of a key.
 */
final class KeyFile {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path file;
    private final SecureRandom random;

    KeyFile(Path file, SecureRandom random) {
        this.file = file;
        this.random = random;
    }

    /** The file is missing, damaged, or open to others. */
    static final class Unusable extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Unusable(String sentence) {
            super(sentence);
        }
    }

    Path path() {
        return file;
    }

    boolean exists() {
        return Files.exists(file);
    }

    /** The wrapping keys by id, the one in use last. */
    Map<String, byte[]> read() {
        try {
            if (Files.getPosixFilePermissions(file).stream()
                    .anyMatch(right -> !OWNER_ONLY.contains(right))) {
                throw new Unusable(
                        "The key file " + file + " is open to others. Set its mode to 0600.");
            }
            Map<String, byte[]> keys = new LinkedHashMap<>();
            int number = 0;
            for (String line : Files.readAllLines(file)) {
                number++;
                String[] words = line.split(" ", -1);
                byte[] key = words.length == 2 ? Base64.getDecoder().decode(words[1]) : new byte[0];
                if (key.length != 32) {
                    throw damaged(number);
                }
                keys.put(words[0], key);
            }
            if (keys.isEmpty()) {
                throw damaged(1);
            }
            return keys;
        } catch (IllegalArgumentException e) {
            // The cause would quote the line, so it goes no further.
            throw damaged(0);
        } catch (IOException e) {
            throw new Unusable("The key file " + file + " cannot be read.");
        }
    }

    /** Adds a new key, which is in use from now on; returns its id. */
    String add() {
        byte[] key = new byte[32];
        byte[] name = new byte[4];
        random.nextBytes(key);
        random.nextBytes(name);
        String id = HexFormat.of().formatHex(name);
        String line = id + " " + Base64.getEncoder().encodeToString(key) + "\n";
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            String before = exists() ? Files.readString(file) : "";
            Path fresh = file.resolveSibling(file.getFileName() + ".new");
            Files.deleteIfExists(fresh);
            Files.createFile(fresh, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            try (FileChannel out = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
                out.write(
                        ByteBuffer.wrap(
                                (before + line).getBytes(java.nio.charset.StandardCharsets.UTF_8)));
                out.force(true);
            }
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new Unusable("The key file " + file + " cannot be written.");
        }
        return id;
    }

    private Unusable damaged(int line) {
        return new Unusable(
                "The key file "
                        + file
                        + " is damaged"
                        + (line > 0 ? " in line " + line : "")
                        + ". Put the kept copy back; without it the stored keys cannot be opened.");
    }
}
