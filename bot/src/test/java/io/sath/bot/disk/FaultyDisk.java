package io.sath.bot.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Random;

/**
 * A disk whose machine stops at a given step. What was synced stays; of what was not, a first part
 * stays, the rest is gone or reads as zeros, as file systems leave it. Nothing is truly synced: the
 * machine that stops is a simulated one.
 */
public final class FaultyDisk implements Disk {

    private final Random random;
    private final int crashAt;
    private int steps;

    /** The machine has stopped. */
    public static final class Crash extends IOException {
        Crash() {
            super("the machine has stopped");
        }
    }

    /** A disk that never fails. */
    public static FaultyDisk sound() {
        return new FaultyDisk(Integer.MAX_VALUE, 0);
    }

    public FaultyDisk(int crashAt, long seed) {
        this.crashAt = crashAt;
        this.random = new Random(seed);
    }

    public int steps() {
        return steps;
    }

    /** Whether this step is the one at which all ends, or lies behind it. */
    private boolean crashes() {
        steps++;
        return steps >= crashAt;
    }

    @Override
    public Appender append(Path file, long size) throws IOException {
        if (crashes()) {
            throw new Crash();
        }
        byte[] kept = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        Files.write(file, Arrays.copyOf(kept, Math.toIntExact(size)));
        return new FaultyAppender(file, size);
    }

    @Override
    public void replace(Path file, byte[] content) throws IOException {
        Path next = file.resolveSibling(file.getFileName() + ".next");
        if (crashes()) {
            Files.write(next, Arrays.copyOf(content, random.nextInt(content.length + 1)));
            throw new Crash();
        }
        if (crashes()) {
            Files.write(next, content);
            throw new Crash();
        }
        Files.write(next, content);
        Files.move(next, file, StandardCopyOption.REPLACE_EXISTING);
        if (crashes()) {
            throw new Crash();
        }
    }

    private final class FaultyAppender implements Appender {
        private final Path file;
        private long synced;
        private byte[] pending = new byte[0];

        FaultyAppender(Path file, long size) {
            this.file = file;
            this.synced = size;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            int before = pending.length;
            pending = Arrays.copyOf(pending, before + bytes.length);
            System.arraycopy(bytes, 0, pending, before, bytes.length);
            if (crashes()) {
                stop();
            }
        }

        @Override
        public void sync() throws IOException {
            if (crashes()) {
                stop();
            }
            Files.write(file, pending, StandardOpenOption.APPEND);
            synced += pending.length;
            pending = new byte[0];
            if (crashes()) {
                throw new Crash();
            }
        }

        private void stop() throws IOException {
            int kept = random.nextInt(pending.length + 1);
            byte[] left = Arrays.copyOf(pending, random.nextBoolean() ? kept : pending.length);
            Arrays.fill(left, Math.min(kept, left.length), left.length, (byte) 0);
            byte[] whole = Arrays.copyOf(Files.readAllBytes(file), Math.toIntExact(synced));
            byte[] all = Arrays.copyOf(whole, whole.length + left.length);
            System.arraycopy(left, 0, all, whole.length, left.length);
            Path copy = file.resolveSibling(file.getFileName() + ".crashed");
            Files.write(copy, all);
            Files.move(copy, file, StandardCopyOption.REPLACE_EXISTING);
            throw new Crash();
        }

        @Override
        public void close() {
            // nothing is held open
        }
    }
}
