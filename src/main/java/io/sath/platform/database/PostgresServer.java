package io.sath.platform.database;

/** The server at hand: the embedded one, or an external one that the platform only uses. */
interface PostgresServer extends AutoCloseable {
    DatabaseAccess access();

    /** Stops what the platform started; an external server stays as it is. */
    @Override
    void close();
}
