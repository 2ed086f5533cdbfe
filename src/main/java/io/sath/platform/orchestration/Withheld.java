package io.sath.platform.orchestration;

/** A start cannot have its keys now, so it does not happen. */
final class Withheld extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Why why;

    Withheld(Why why) {
        super("a start gets no keys: " + why.word());
        this.why = why;
    }

    Why why() {
        return why;
    }

    /** What stands in the way. */
    enum Why {
        /** The store is sealed or away: it will be asked again. */
        STORE("secret-store"),
        /** A key that the configuration names is not there: a person has to act. */
        MISSING("key-missing");

        private final String word;

        Why(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }
}
