package io.sath.platform.bots;

import io.sath.platform.bots.ConfigRevision.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Says which fields differ between two configurations, by their paths. */
final class ConfigDiff {
    private ConfigDiff() {}

    static List<Change> between(JsonNode old, JsonNode now) {
        List<Change> changes = new ArrayList<>();
        compare("", old, now, changes);
        return List.copyOf(changes);
    }

    private static void compare(
            String path, @Nullable JsonNode old, @Nullable JsonNode now, List<Change> into) {
        if (old != null && now != null && old.isObject() && now.isObject()) {
            TreeSet<String> names = new TreeSet<>(old.propertyNames());
            names.addAll(now.propertyNames());
            for (String name : names) {
                if (!path.isEmpty() || !name.equals("revision")) {
                    compare(
                            path.isEmpty() ? name : path + "." + name,
                            old.get(name),
                            now.get(name),
                            into);
                }
            }
        } else if (old != null && now != null && old.isArray() && now.isArray()) {
            for (int i = 0; i < Math.max(old.size(), now.size()); i++) {
                compare(path + "[" + i + "]", old.get(i), now.get(i), into);
            }
        } else {
            String before = text(old);
            String after = text(now);
            if (!java.util.Objects.equals(before, after)) {
                into.add(new Change(path, before, after));
            }
        }
    }

    private static @Nullable String text(@Nullable JsonNode value) {
        if (value == null || value.isNull()) {
            return null;
        }
        return value.isString() ? value.stringValue() : value.toString();
    }
}
