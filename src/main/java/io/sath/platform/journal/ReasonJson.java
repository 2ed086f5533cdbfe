package io.sath.platform.journal;

import io.sath.platform.orchestration.output.BotRecord;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A decision's reasons as they are kept: {@code [{"code":"no-cross","values":{"fast":"81790.1"}}]}.
 */
final class ReasonJson {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private ReasonJson() {}

    static String write(List<BotRecord.Reason> why) {
        return JSON.writeValueAsString(why);
    }

    static List<Decisions.Reason> read(String json) {
        List<Decisions.Reason> reasons = new ArrayList<>();
        for (JsonNode reason : JSON.readTree(json)) {
            Map<String, String> values = new LinkedHashMap<>();
            reason.get("values")
                    .properties()
                    .forEach(value -> values.put(value.getKey(), value.getValue().asString()));
            reasons.add(new Decisions.Reason(reason.get("code").asString(), values));
        }
        return List.copyOf(reasons);
    }
}
