package io.sath.platform.orchestration.scheduler.nomad;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Why the cluster did not do what it was asked, by what the caller can do about it. */
abstract sealed class NomadFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final int MAX_TEXT = 300;
    private static final Pattern MODIFY_INDEX = Pattern.compile("\"ModifyIndex\":(\\d{1,18})");

    private NomadFailure(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Somebody else was there first: read again, compare, decide anew. */
    static final class Conflict extends NomadFailure {
        private static final long serialVersionUID = 1L;

        /** The index of what is there, where the cluster told it; else 0. */
        final long index;

        Conflict(String message, long index) {
            super(message, null);
            this.index = index;
        }
    }

    /** There is no such thing. */
    static final class NotFound extends NomadFailure {
        private static final long serialVersionUID = 1L;

        NotFound(String message) {
            super(message, null);
        }
    }

    /** The platform's token or its policy does not allow it: an operator has to act. */
    static final class Denied extends NomadFailure {
        private static final long serialVersionUID = 1L;

        Denied(String message) {
            super(message, null);
        }
    }

    /** What was sent is wrong, and stays wrong. */
    static final class Rejected extends NomadFailure {
        private static final long serialVersionUID = 1L;

        Rejected(String message) {
            super(message, null);
        }
    }

    /** The servers have no leader at the moment: try again soon. */
    static final class NoLeader extends NomadFailure {
        private static final long serialVersionUID = 1L;

        NoLeader(String message) {
            super(message, null);
        }
    }

    /** It does not answer: try again later. */
    static final class Unavailable extends NomadFailure {
        private static final long serialVersionUID = 1L;

        /** The request may have been carried out all the same. */
        final boolean ambiguous;

        Unavailable(String message, boolean ambiguous, @Nullable Throwable cause) {
            super(message, cause);
            this.ambiguous = ambiguous;
        }
    }

    /**
     * What an answer that is none means. A conflict of jobs has no status of its own, so its text
     * decides.
     *
     * @param what the call, without anything secret
     * @param index of what is there, as the answer's header told it
     */
    static NomadFailure of(String what, int status, String text, long index) {
        String said = text.strip();
        String message =
                what
                        + ": "
                        + status
                        + " "
                        + (said.length() > MAX_TEXT ? said.substring(0, MAX_TEXT) + "…" : said);
        if (said.contains("Enforcing job modify index")
                || said.contains("job scaling blocked")
                || status == 409) {
            Matcher present = MODIFY_INDEX.matcher(said);
            return new Conflict(message, present.find() ? Long.parseLong(present.group(1)) : index);
        }
        if (said.contains("No cluster leader") || said.contains("No path to region")) {
            return new NoLeader(message);
        }
        return switch (status) {
            case 400 -> new Rejected(message);
            case 401, 403 -> new Denied(message);
            case 404 -> new NotFound(message);
            default -> new Unavailable(message, status >= 500, null);
        };
    }
}
