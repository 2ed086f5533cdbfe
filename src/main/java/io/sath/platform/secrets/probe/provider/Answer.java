package io.sath.platform.secrets.probe.provider;

import tools.jackson.databind.JsonNode;

/** What came of a call to a provider. */
public sealed interface Answer {
    /**
     * The provider answered.
     *
     * @param body its JSON; missing where it is none
     */
    record Said(int status, JsonNode body) implements Answer {
        /** Its text form keeps the body to itself: some answers hold keys. */
        @Override
        public String toString() {
            return "Said[" + status + "]";
        }
    }

    /** It did not. */
    record Silent(Silence why) implements Answer {}
}
