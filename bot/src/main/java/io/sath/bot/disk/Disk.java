package io.sath.bot.disk;

import java.io.IOException;
import java.nio.file.Path;

/** The few things that the bot does to its data directory. */
public interface Disk {

    /** A file that only grows at its end. */
    interface Appender extends AutoCloseable {

        /**
         * Adds the bytes; they may be lost, whole or from some point on, until {@link #sync} has
         * returned.
         */
        void write(byte[] bytes) throws IOException;

        /** Makes all that was written durable. */
        void sync() throws IOException;

        @Override
        void close() throws IOException;
    }

    /**
     * Opens a file for appending, after cutting it to this size; makes it, durably, where there is
     * none.
     */
    Appender append(Path file, long size) throws IOException;

    /**
     * Puts a file with this content in the place of any former one: after a crash there is the one
     * or the other.
     */
    void replace(Path file, byte[] content) throws IOException;
}
