package io.sath.platform.orchestration.scheduler.nomad;

import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The recorded answers of a real Nomad 2.0.4. */
final class Recording {
    static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern WORD = Pattern.compile("(\\w+) = \"([^\"]*)\"");
    private static final Map<String, JsonNode> READ = new ConcurrentHashMap<>();

    private Recording() {}

    /** The body of an answer; the caller's own. */
    static JsonNode of(String name) {
        return READ.computeIfAbsent(name, Recording::read).deepCopy();
    }

    /** The body where it is an object; the caller's own. */
    static ObjectNode object(String name) {
        return (ObjectNode) of(name);
    }

    /** The first of a list; the caller's own. */
    static ObjectNode first(String name) {
        return (ObjectNode) READ.computeIfAbsent(name, Recording::read).get(0).deepCopy();
    }

    /** The recorded parse of a job file with this bot's words, and a second group. */
    static ObjectNode parsed(String variables) {
        Map<String, String> words = new TreeMap<>();
        Matcher word = WORD.matcher(variables);
        while (word.find()) {
            words.put(word.group(1), word.group(2));
        }
        ObjectNode job = object("parse-ok.json");
        String id = "bot-" + words.get("bot_id");
        job.put("ID", id).put("Name", id);
        ((ObjectNode) job.get("Meta"))
                .put("tenant", words.get("tenant_id"))
                .put("plan", words.get("plan"))
                .put("spec_hash", words.get("spec_hash"));
        ArrayNode groups = (ArrayNode) job.get("TaskGroups");
        ((ObjectNode) groups.get(0)).put("Count", variables.contains("count = 1\n") ? 1 : 0);
        groups.add(((ObjectNode) groups.get(0).deepCopy()).put("Name", "check").put("Count", 0));
        return job;
    }

    private static JsonNode read(String name) {
        try (var in = Recording.class.getResourceAsStream("/nomad/recorded/" + name)) {
            return JSON.readTree(Objects.requireNonNull(in).readAllBytes())
                    .path("response")
                    .path("body");
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Now, as Nomad counts: nanoseconds since 1970. */
    static long nanos() {
        Instant now = Instant.now();
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }
}
