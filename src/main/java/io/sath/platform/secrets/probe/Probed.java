package io.sath.platform.secrets.probe;

import io.sath.platform.shared.Text;

/** What came of checking a key. */
public sealed interface Probed {
    /** The provider knows the key. */
    record Accepted(KeyFacts facts) implements Probed {}

    /**
     * The provider does not know the key, or it cannot be used as it was given: wrong algorithm, a
     * live key on the testnet.
     */
    record Refused(Text reason) implements Probed {}

    /** Nobody can say: the provider was not reached, or did not answer the question. */
    record Unreachable(Text reason) implements Probed {}
}
