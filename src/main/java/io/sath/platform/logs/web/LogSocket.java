package io.sath.platform.logs.web;

import io.sath.platform.logs.LogFeed;
import io.sath.platform.logs.LogQuery;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.Texts;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Component;
import org.springframework.util.MultiValueMap;
import org.springframework.web.socket.CloseStatus;
import org.springframework.web.socket.PingMessage;
import org.springframework.web.socket.TextMessage;
import org.springframework.web.socket.WebSocketSession;
import org.springframework.web.socket.handler.TextWebSocketHandler;
import org.springframework.web.util.UriComponentsBuilder;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A stream over WebSocket. Who asks is told by the token in the header, or in a first frame {@code
 * {"accessToken":…}} within 5 s; another such frame renews it.
 *
 * <p>It is closed with 4401 without a good token, 4422 for a filter that is not right, 4429 where
 * the tenant has too many streams.
 */
@Component
class LogSocket extends TextWebSocketHandler {
    static final CloseStatus NO_TOKEN = new CloseStatus(4401, "a good access token is needed");
    private static final int INVALID = 4422;
    private static final int TOO_MANY = 4429;
    private static final int WAIT_SECONDS = 5;
    private static final String STREAM = "stream";
    private static final Logger LOG = LoggerFactory.getLogger(LogSocket.class);

    private final LogStreams streams;
    private final JsonMapper json;

    LogSocket(LogStreams streams, JsonMapper json) {
        this.streams = streams;
        this.json = json;
    }

    @Override
    public void afterConnectionEstablished(WebSocketSession session) {
        String header = session.getHandshakeHeaders().getFirst(HttpHeaders.AUTHORIZATION);
        if (header != null) {
            enter(session, LogStreams.bearer(header));
        } else {
            CompletableFuture.delayedExecutor(WAIT_SECONDS, TimeUnit.SECONDS)
                    .execute(() -> {
                        if (session.isOpen() && stream(session) == null) {
                            close(session, NO_TOKEN);
                        }
                    });
        }
    }

    @Override
    protected void handleTextMessage(WebSocketSession session, TextMessage message) {
        String token = token(message.getPayload());
        LogStream present = stream(session);
        if (present == null) {
            enter(session, token);
        } else if (streams.reader(token) != null) {
            present.renew(token);
        } else {
            close(session, NO_TOKEN);
        }
    }

    private String token(String frame) {
        try {
            JsonNode token = json.readTree(frame).path("accessToken");
            return token.isString() ? token.asString() : "";
        } catch (JacksonException e) {
            return "";
        }
    }

    private void enter(WebSocketSession session, String token) {
        Caller caller = streams.reader(token);
        if (caller == null) {
            close(session, NO_TOKEN);
            return;
        }
        Locale locale = locale(session);
        try {
            LogQuery query = parameters(session).query();
            LogStream stream =
                    streams.begin(
                            caller, token, query, LogFeed.Start.tail(0), locale, new Out(session));
            session.getAttributes().put(STREAM, stream);
            if (!session.isOpen()) {
                stream.end();
            }
        } catch (Problem problem) {
            close(session, status(problem, locale));
        }
    }

    private static CloseStatus status(Problem problem, Locale locale) {
        if (problem.errors().isEmpty()) {
            return new CloseStatus(TOO_MANY, "too many streams");
        }
        String reason =
                problem.errors().getFirst().field()
                        + ": "
                        + problem.errors().getFirst().message().in(locale);
        return new CloseStatus(INVALID, reason.length() > 60 ? reason.substring(0, 60) : reason);
    }

    private static LogParameters parameters(WebSocketSession session) {
        MultiValueMap<String, String> raw =
                UriComponentsBuilder.fromUri(Objects.requireNonNull(session.getUri(), "uri"))
                        .build()
                        .getQueryParams();
        return new LogParameters(
                plain(raw.getFirst("level")),
                plain(raw.getFirst("source")),
                plain(raw.getFirst("q")),
                plain(raw.getFirst("from")),
                plain(raw.getFirst("to")));
    }

    private static @Nullable String plain(@Nullable String encoded) {
        return encoded == null ? null : URLDecoder.decode(encoded, StandardCharsets.UTF_8);
    }

    private static Locale locale(WebSocketSession session) {
        String header = session.getHandshakeHeaders().getFirst(HttpHeaders.ACCEPT_LANGUAGE);
        if (header == null) {
            return Locale.ENGLISH;
        }
        try {
            Locale best = Locale.lookup(Locale.LanguageRange.parse(header), Texts.LOCALES);
            return best == null ? Locale.ENGLISH : best;
        } catch (IllegalArgumentException e) {
            return Locale.ENGLISH;
        }
    }

    @Override
    public void afterConnectionClosed(WebSocketSession session, CloseStatus status) {
        LogStream stream = stream(session);
        if (stream != null) {
            stream.end();
        }
    }

    @Override
    public void handleTransportError(WebSocketSession session, Throwable fault) {
        LOG.debug("A stream of the log broke", fault);
        afterConnectionClosed(session, CloseStatus.SERVER_ERROR);
    }

    private static @Nullable LogStream stream(WebSocketSession session) {
        return session.getAttributes().get(STREAM) instanceof LogStream stream ? stream : null;
    }

    private static void close(WebSocketSession session, CloseStatus status) {
        try {
            session.close(status);
        } catch (IOException e) {
            LOG.debug("A stream of the log was gone already", e);
        }
    }

    private record Out(WebSocketSession session) implements LogStream.Out {
        @Override
        public void send(String text, @Nullable String cursor) throws IOException {
            session.sendMessage(new TextMessage(text));
        }

        @Override
        public void ping() throws IOException {
            session.sendMessage(new PingMessage());
        }

        @Override
        public void close(boolean tokenOver) {
            LogSocket.close(session, tokenOver ? NO_TOKEN : CloseStatus.GOING_AWAY);
        }
    }
}
