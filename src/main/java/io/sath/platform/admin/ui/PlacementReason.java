package io.sath.platform.admin.ui;

import io.sath.platform.ui.Messages;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Why the cluster does not place a bot, in words for people. Pure.
 *
 * <p>The cluster's own words are parts with semicolons between, each a kind and, after a colon,
 * what it speaks of: {@code no capacity: memory; no node fits: ${attr.kernel.name} = linux}.
 */
final class PlacementReason {
    private static final String OTHER = "admin.fleet.unplaced-because";

    private PlacementReason() {}

    /** A sentence a part; what is not known is repeated as the cluster says it. */
    static String words(String placement, Messages texts) {
        List<String> sentences = new ArrayList<>();
        for (String part : placement.split("; ")) {
            int colon = part.indexOf(": ");
            String kind = colon < 0 ? part : part.substring(0, colon);
            @Nullable String what = colon < 0 ? null : part.substring(colon + 2);
            String key = key(kind, what != null);
            if (key == null) {
                return texts.get(OTHER, placement);
            }
            sentences.add(what == null ? texts.get(key) : texts.get(key, things(what, texts)));
        }
        return String.join(" ", sentences);
    }

    private static @Nullable String key(String kind, boolean named) {
        return switch (kind) {
            case "no capacity" -> named ? "admin.waiting.exhausted" : "admin.waiting.full";
            case "no capacity in class" -> named ? "admin.waiting.class-exhausted" : null;
            case "no node fits" -> named ? "admin.waiting.filtered" : null;
            case "wrong class" -> named ? "admin.waiting.class-filtered" : null;
            case "quota" -> named ? "admin.waiting.quota" : null;
            case "no node" -> named ? null : "admin.waiting.no-node";
            case "node lost" -> named ? null : "admin.waiting.node-lost";
            default -> null;
        };
    }

    /** The few resources that people have words for; all else as the cluster names it. */
    private static String things(String what, Messages texts) {
        return Arrays.stream(what.split(", "))
                .map(thing -> {
                    String key = "admin.waiting.thing." + thing;
                    return texts.has(key) ? texts.get(key) : thing;
                })
                .collect(Collectors.joining(", "));
    }
}
