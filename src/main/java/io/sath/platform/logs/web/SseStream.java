package io.sath.platform.logs.web;

import io.sath.platform.logs.LogFeed;
import io.sath.platform.logs.LogQuery;
import io.sath.platform.shared.Caller;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** A stream as server-sent events; an event's id is the line's cursor. */
final class SseStream implements LogStream.Out {
    /** How long a client that lost the stream waits before it comes back, in ms. */
    private static final long RETRY = 2_000;

    private final SseEmitter emitter = new SseEmitter(0L);

    private SseStream() {}

    static SseEmitter open(
            LogStreams streams,
            Caller caller,
            String token,
            LogQuery query,
            LogFeed.Start start,
            Locale locale) {
        SseStream out = new SseStream();
        LogStream stream = streams.begin(caller, token, query, start, locale, out);
        out.emitter.onCompletion(stream::end);
        out.emitter.onTimeout(stream::end);
        out.emitter.onError(fault -> stream.end());
        return out.emitter;
    }

    @Override
    public void send(String json, @Nullable String cursor) throws IOException {
        SseEmitter.SseEventBuilder event = SseEmitter.event().reconnectTime(RETRY);
        if (cursor != null) {
            event.id(cursor);
        }
        emitter.send(event.data(json, MediaType.TEXT_PLAIN));
    }

    @Override
    public void ping() throws IOException {
        emitter.send(SseEmitter.event().comment("still here"));
    }

    @Override
    public void close(boolean tokenOver) {
        emitter.complete();
    }
}
