package io.sath.platform.secrets.probe;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.secrets.ProviderBases;
import io.sath.platform.secrets.SecretValue;
import io.sath.platform.secrets.probe.fake.FakeProvider;
import io.sath.platform.secrets.probe.fake.FakeProvider.Reply;
import io.sath.platform.secrets.probe.provider.ProviderHttp;
import io.sath.platform.shared.Text;
import io.sath.platform.shared.Texts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.slf4j.LoggerFactory;

/** What every adapter of {@link KeyProbe} owes, whatever its provider answers. */
public abstract class KeyProbeContract {
    private final ProviderHttp http = new ProviderHttp(Duration.ofSeconds(20));
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    protected abstract KeyProbe probe(ProviderHttp http, ProviderBases bases, Clock clock);

    /** A patient one: a busy machine makes no test fail. */
    protected final KeyProbe probe(ProviderBases bases, Clock clock) {
        return probe(http, bases, clock);
    }

    /** Each way in which a key can be given, all of them sound. */
    protected abstract List<Given> given();

    /** A key of a service as a person gives it. */
    public record Given(KeyService service, Map<String, String> fields) {}

    @BeforeEach
    void listen() {
        Logger root = (Logger) LoggerFactory.getLogger("io.sath");
        root.setLevel(Level.TRACE);
        logged.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(logged);
    }

    @AfterEach
    void close() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME))
                .detachAppender(logged);
        ((Logger) LoggerFactory.getLogger("io.sath")).setLevel(null);
        http.close();
    }

    @Test
    void nobodyListening() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        eachIsUnreachable(URI.create("http://127.0.0.1:" + port), "did not take the connection");
    }

    @Test
    @Timeout(10)
    void aServerThatNeverAnswersIsGivenUpInTime() {
        try (FakeProvider provider = new FakeProvider().silent();
                ProviderHttp hasty = new ProviderHttp(Duration.ofMillis(300))) {
            KeyProbe probe = probe(hasty, all(provider.base()), Clock.systemUTC());
            for (Given given : given()) {
                assertThat(reason(check(probe, given))).contains("did not answer in time");
            }
        }
    }

    @Test
    void aHostThatIsNotThere() {
        eachIsUnreachable(URI.create("https://nobody.invalid"), "could not be checked");
    }

    @Test
    void aServerWithoutEncryption() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> answerInClear(server));
            eachIsUnreachable(
                    URI.create("https://127.0.0.1:" + server.getLocalPort()),
                    "encrypted connection");
        }
    }

    private static void answerInClear(ServerSocket server) {
        while (!server.isClosed()) {
            try (Socket socket = server.accept()) {
                socket.getInputStream().read();
                socket.getOutputStream()
                        .write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes(StandardCharsets.UTF_8));
            } catch (IOException _) {
                // the client went away, or the test is over
            }
        }
    }

    @Test
    void aProviderWithAFaultOfItsOwn() {
        for (int status : new int[] {500, 502, 503}) {
            answering(Reply.of(status, "{\"oops\":true}"), "fault of its own (status " + status);
        }
    }

    @Test
    void whoAsksTooMuchAndWhoAsksFromTheWrongPlace() {
        answering(Reply.of(429, "{}"), "no more requests from here");
        answering(Reply.of(418, "{}"), "no more requests from here");
        answering(Reply.of(451, "{}"), "does not serve the place");
    }

    @Test
    void anAnswerWithoutAnEndIsGivenUp() {
        answering(Reply.of(200, "[" + " ".repeat(600 * 1024) + "]"), "more than any answer");
    }

    @Test
    void anAnswerThatIsNone() {
        for (String body :
                new String[] {"", "<html>Hello</html>", "{", "[]", "{}", "null", "\"yes\""}) {
            answering(Reply.of(200, body), "no answer about a key (status 200)");
        }
    }

    @Test
    void noRedirectIsFollowed() {
        try (FakeProvider elsewhere = new FakeProvider();
                FakeProvider provider =
                        new FakeProvider()
                                .always(request ->
                                        new Reply(
                                                302,
                                                "",
                                                Map.of(
                                                        "Location",
                                                        elsewhere.base() + request.path())))) {
            eachIsUnreachable(provider.base(), "no answer about a key (status 302)");
            assertThat(elsewhere.requests()).isEmpty();
        }
    }

    @Test
    void aProviderThatIsTurnedOff() {
        for (Given given : given()) {
            Probed told = check(probe(new ProviderBases(Map.of()), Clock.systemUTC()), given);
            assertThat(reason(told)).contains("turned it off");
        }
    }

    @Test
    void whatCannotBeAKeyIsRefusedWithoutAsking() {
        try (FakeProvider provider = new FakeProvider()) {
            for (Given given : given()) {
                for (String field : given.fields().keySet()) {
                    for (String bad :
                            List.of("", "canary with spaces", "canary\r\nX-Evil: 1", "ñ")) {
                        Map<String, String> fields = new LinkedHashMap<>(given.fields());
                        fields.put(field, bad);
                        Probed told = check(provider.base(), new Given(given.service(), fields));
                        assertThat(told).isInstanceOf(Probed.Refused.class);
                        assertSaysNothingOf(told, fields.values());
                    }
                    Map<String, String> fields = new LinkedHashMap<>(given.fields());
                    fields.remove(field);
                    assertThat(check(provider.base(), new Given(given.service(), fields)))
                            .isInstanceOf(Probed.Refused.class);
                }
            }
            assertThat(provider.requests()).isEmpty();
        }
    }

    @Test
    void theValuesStayTheCallers() {
        try (FakeProvider provider = new FakeProvider()) {
            for (Given given : given()) {
                Map<String, SecretValue> fields = new LinkedHashMap<>();
                given.fields().forEach((name, text) -> fields.put(name, SecretValue.of(text)));
                probe(all(provider.base()), Clock.systemUTC()).probe(given.service(), null, fields);
                fields.forEach((name, value) ->
                        assertThat(new String(value.bytes(), StandardCharsets.UTF_8))
                                .isEqualTo(given.fields().get(name)));
            }
        }
    }

    private void answering(Reply reply, String words) {
        try (FakeProvider provider = new FakeProvider().always(_ -> reply)) {
            eachIsUnreachable(provider.base(), words);
            for (FakeProvider.Request request : provider.requests()) {
                for (Given given : given()) {
                    assertThat(request.path() + "?" + request.query())
                            .doesNotContain(given.fields().values());
                }
            }
        }
    }

    private void eachIsUnreachable(URI base, String words) {
        for (Given given : given()) {
            Probed told = check(base, given);
            assertThat(told).isInstanceOf(Probed.Unreachable.class);
            assertThat(reason(told)).contains(words);
            assertSaysNothingOf(told, given.fields().values());
        }
    }

    private Probed check(URI base, Given given) {
        return check(probe(all(base), Clock.systemUTC()), given);
    }

    /** Checks a key; nothing that it holds may show. */
    protected final Probed check(KeyProbe probe, Given given) {
        Map<String, SecretValue> fields = new LinkedHashMap<>();
        given.fields().forEach((name, text) -> fields.put(name, SecretValue.of(text)));
        Probed told = probe.probe(given.service(), null, fields);
        assertSaysNothingOf(told, given.fields().values());
        return told;
    }

    private void assertSaysNothingOf(Probed told, Iterable<String> secrets) {
        Stream<String> shown =
                Stream.concat(
                        Stream.of(told.toString()),
                        told instanceof Probed.Accepted
                                ? Stream.of()
                                : Texts.LOCALES.stream().map(locale -> text(told).in(locale)));
        List<String> all =
                Stream.concat(shown, logged.list.stream().map(KeyProbeContract::line)).toList();
        for (String secret : secrets) {
            if (secret.length() > 3) {
                assertThat(all).noneMatch(line -> line.contains(secret));
            }
        }
    }

    private static String line(ILoggingEvent event) {
        return event.getFormattedMessage() + event.getThrowableProxy();
    }

    protected static ProviderBases all(URI base) {
        Map<KeyService, URI> bases = new LinkedHashMap<>();
        for (KeyService service : KeyService.values()) {
            bases.put(service, base);
        }
        return new ProviderBases(bases);
    }

    protected static Text text(Probed told) {
        return switch (told) {
            case Probed.Refused(Text reason) -> reason;
            case Probed.Unreachable(Text reason) -> reason;
            case Probed.Accepted accepted -> throw new AssertionError(accepted);
        };
    }

    /** The sentence in English; both languages have one. */
    protected static String reason(Probed told) {
        assertThat(text(told).in(Texts.LOCALES.getFirst())).doesNotContain("!");
        return text(told).in(Locale.ENGLISH);
    }
}
