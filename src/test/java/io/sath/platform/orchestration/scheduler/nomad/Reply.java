package io.sath.platform.orchestration.scheduler.nomad;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URLDecoder;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One request to {@link RecordedNomad} and its answer.
 *
 * @param longest no page has more
 * @param bytes counts what is answered
 */
record Reply(HttpExchange exchange, Map<String, String> query, int longest, AtomicLong bytes) {
    static Reply to(HttpExchange exchange, int longest, AtomicLong bytes) {
        return new Reply(exchange, query(exchange.getRequestURI().getRawQuery()), longest, bytes);
    }

    private static Map<String, String> query(@Nullable String raw) {
        Map<String, String> query = new TreeMap<>();
        if (raw != null) {
            for (String pair : raw.split("&")) {
                int at = pair.indexOf('=');
                query.put(pair.substring(0, at), URLDecoder.decode(pair.substring(at + 1), UTF_8));
            }
        }
        return query;
    }

    String asked(String parameter) {
        return query.getOrDefault(parameter, "");
    }

    boolean isAsked(String parameter) {
        return asked(parameter).equals("true");
    }

    long number(String parameter) {
        return Long.parseLong(query.getOrDefault(parameter, "0"));
    }

    /** How many a page has, and one more, which tells whether there is another. */
    int pageAndOne() {
        return query.containsKey("per_page")
                ? Math.toIntExact(Math.min(number("per_page"), longest)) + 1
                : Integer.MAX_VALUE;
    }

    /** A page, whose last one too many names the next. */
    void page(NavigableMap<String, ObjectNode> found, long index) throws IOException {
        ArrayNode all = Recording.JSON.createArrayNode();
        boolean more = found.size() == pageAndOne();
        if (more) {
            exchange.getResponseHeaders().set("X-Nomad-NextToken", found.lastKey());
        }
        (more ? found.headMap(found.lastKey()) : found).values().forEach(all::add);
        json(all, index);
    }

    void json(JsonNode answer, long index) throws IOException {
        send(200, "application/json", answer.toString(), index);
    }

    void text(int status, String text, long index) throws IOException {
        send(status, "text/plain; charset=utf-8", text, index);
    }

    private void send(int status, String type, String body, long index) throws IOException {
        byte[] text = body.getBytes(UTF_8);
        bytes.addAndGet(text.length);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("X-Nomad-Index", String.valueOf(index));
        exchange.sendResponseHeaders(status, text.length == 0 ? -1 : text.length);
        exchange.getResponseBody().write(text);
    }

    void nothing() throws IOException {
        exchange.sendResponseHeaders(204, -1);
    }

    /** An answer that goes on. */
    OutputStream stream() throws IOException {
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(200, 0);
        return exchange.getResponseBody();
    }

    void more(OutputStream out, String text) throws IOException {
        byte[] more = text.getBytes(UTF_8);
        bytes.addAndGet(more.length);
        out.write(more);
        out.flush();
    }
}
