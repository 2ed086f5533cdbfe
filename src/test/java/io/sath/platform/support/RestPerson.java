package io.sath.platform.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A person who works their bot over the REST API, from a network address of their own, which the
 * platform believes of this machine ({@code sath.api.trusted-proxies}).
 */
public final class RestPerson {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration SOON = Duration.ofSeconds(60);

    /** Keys need a log-in of the last five minutes. */
    private static final Duration FRESH = Duration.ofMinutes(4);

    private final String email;
    private final String password;
    private final String network = networkOf(ThreadLocalRandom.current());
    private final int home;
    private @Nullable String token;
    private Instant loggedIn = Instant.MIN;

    private RestPerson(int port, String email, String password) {
        home = port;
        this.email = email;
        this.password = password;
    }

    private static String networkOf(ThreadLocalRandom random) {
        return "10." + random.nextInt(250) + "." + random.nextInt(250) + "." + random.nextInt(250);
    }

    /** Somebody who has an account. */
    public static RestPerson known(int port, String email, String password) {
        return new RestPerson(port, email, password);
    }

    /** Signs up at the platform, whose pages are at {@code address}, by the link in its mail. */
    public static RestPerson signUp(PlatformProcess platform, String address, String email) {
        RestPerson person = new RestPerson(platform.port(), email, "correct horse battery");
        ObjectNode account = JSON.createObjectNode();
        account.put("email", email).put("password", person.password).put("name", "Person");
        expect(202, person.anyone(platform.port()), "POST", "auth/register", account);
        Mailbox mails = new Mailbox(platform.data());
        String link =
                await().atMost(SOON)
                        .until(() -> mails.link(email, address + "/verify"), Optional::isPresent)
                        .orElseThrow();
        ObjectNode proof = JSON.createObjectNode();
        proof.put("token", link.substring(link.indexOf("token=") + "token=".length()));
        expect(204, person.anyone(platform.port()), "POST", "auth/verify-email", proof);
        return person;
    }

    public String email() {
        return email;
    }

    public JsonNode get(String path) {
        return at(home, 200, "GET", path, null).json();
    }

    public Rest.Reply ask(int status, String method, String path, @Nullable JsonNode body) {
        return at(home, status, method, path, body);
    }

    /** Asks the replica at this port. */
    public Rest.Reply at(
            int port, int status, String method, String path, @Nullable JsonNode body) {
        return expect(status, anyone(port).as(token()), method, path, body);
    }

    public JsonNode status() {
        return get("bot/status");
    }

    public String bot() {
        return status().path("botId").asString();
    }

    public void start() {
        ask(202, "POST", "bot/start", JSON.createObjectNode());
    }

    public void stop(String policy) {
        ask(202, "POST", "bot/stop", JSON.createObjectNode().put("policy", policy));
    }

    /** Saves a key of Binance; answers its id. */
    public String saveKey(String label, String apiKey, String secret) {
        return saveKey(201, label, apiKey, secret).member("id");
    }

    /** Tries to. */
    public Rest.Reply saveKey(int status, String label, String apiKey, String secret) {
        ObjectNode key = JSON.createObjectNode();
        key.put("venue", "binance").put("label", label).put("algorithm", "hmac");
        key.put("apiKey", apiKey).put("apiSecret", secret);
        return ask(status, "POST", "keys/exchange", key);
    }

    /** Changes the bot's configuration; answers its new revision. */
    public int configure(Consumer<ObjectNode> change) {
        ObjectNode config = (ObjectNode) get("bot/config");
        change.accept(config);
        return ask(200, "PUT", "bot/config", config).json().path("revision").asInt();
    }

    /** Waits until the bot's status is so. */
    public JsonNode awaitStatus(Duration most, Predicate<JsonNode> so) {
        return await().atMost(most)
                .pollInterval(Duration.ofMillis(100))
                .until(this::status, so::test);
    }

    private Rest anyone(int port) {
        return Rest.at(port).with("X-Forwarded-For", network);
    }

    private synchronized String token() {
        String known = token;
        if (known == null || loggedIn.plus(FRESH).isBefore(Instant.now())) {
            ObjectNode account = JSON.createObjectNode();
            account.put("email", email).put("password", password);
            known = expect(200, anyone(home), "POST", "auth/login", account).member("accessToken");
            token = known;
            loggedIn = Instant.now();
        }
        return known;
    }

    private static Rest.Reply expect(
            int status, Rest as, String method, String path, @Nullable JsonNode body) {
        Rest.Reply reply =
                body == null
                        ? as.send(method, "/api/v1/" + path, null)
                        : as.with("Content-Type", "application/json")
                                .send(method, "/api/v1/" + path, body.toString());
        assertThat(reply.status()).as("%s %s: %s", method, path, reply.text()).isEqualTo(status);
        return reply;
    }
}
