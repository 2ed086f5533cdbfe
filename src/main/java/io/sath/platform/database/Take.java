package io.sath.platform.database;

import java.time.Duration;

/** What became of an attempt to take a token of a bucket. */
public sealed interface Take {
    /**
     * It was taken.
     *
     * @param remaining how many are left
     * @param resetIn when all of them are there again
     */
    record Taken(long remaining, Duration resetIn) implements Take {}

    /**
     * None was left.
     *
     * @param retryAfter when there are some again; at least 1 s, in whole seconds
     */
    record Refused(Duration retryAfter) implements Take {}
}
