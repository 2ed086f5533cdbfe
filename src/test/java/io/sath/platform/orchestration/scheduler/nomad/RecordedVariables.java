package io.sath.platform.orchestration.scheduler.nomad;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Variables with check-and-set. */
final class RecordedVariables {
    private final RecordedEvents events;
    private final Map<String, ObjectNode> all = new ConcurrentHashMap<>();

    RecordedVariables(RecordedEvents events) {
        this.events = events;
    }

    @Nullable ObjectNode get(String path) {
        return all.get(path);
    }

    String settings(String path) {
        ObjectNode variable = all.get(path);
        return variable == null ? "" : variable.path("Items").path("settings").asString();
    }

    /** Null, or what is there instead. */
    synchronized @Nullable ObjectNode put(String path, long expected, ObjectNode body) {
        ObjectNode present = all.get(path);
        long is = present == null ? 0 : present.path("ModifyIndex").asLong();
        if (expected != is) {
            return present == null
                    ? Recording.object("variable-put-conflict.json").put("ModifyIndex", 0)
                    : present;
        }
        long index = events.next("variables");
        ObjectNode stored = Recording.object("variable-put-cas0.json");
        stored.put("Path", path).put("ModifyIndex", index);
        stored.set("Items", body.get("Items"));
        all.put(path, stored);
        return null;
    }

    void delete(String path) {
        all.remove(path);
    }
}
