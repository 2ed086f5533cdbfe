package io.sath.bot.venue;

import io.sath.bot.wire.OrderKind;
import java.util.Set;

/**
 * What a venue can do, as data.
 *
 * @param kinds the kinds of order that it takes; protection that the venue does not take is watched
 *     by the kernel's venue adapter, never by the kernel
 * @param needsKey whether it trades on an account that a key opens
 * @param countsTrades whether its trades use up the plan's monthly quota
 */
public record Capabilities(Set<OrderKind> kinds, boolean needsKey, boolean countsTrades) {
    public Capabilities {
        kinds = Set.copyOf(kinds);
    }
}
