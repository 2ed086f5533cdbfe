package io.sath.platform.logs.web;

import io.sath.platform.account.AccessTokens;
import io.sath.platform.bots.BotStateChanged;
import io.sath.platform.bots.Bots;
import io.sath.platform.logs.LogFeed;
import io.sath.platform.logs.LogQuery;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.TenantId;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import org.springframework.transaction.event.TransactionalEventListener;
import tools.jackson.databind.json.JsonMapper;

/** The open streams of this platform: what they all need, and how many a tenant may have. */
@Component
class LogStreams {
    /** Streams of one tenant at a time. */
    static final int MOST = 20;

    private static final String SCHEME = "Bearer ";

    private final LogFeed feed;
    private final Bots bots;
    private final AccessTokens tokens;
    private final JsonMapper json;
    private final Map<TenantId, Set<LogStream>> open = new ConcurrentHashMap<>();

    LogStreams(LogFeed feed, Bots bots, AccessTokens tokens, JsonMapper json) {
        this.feed = feed;
        this.bots = bots;
        this.tokens = tokens;
        this.json = json;
    }

    /** The token in a header's value; empty where there is none. */
    static String bearer(@Nullable String header) {
        return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? header.substring(SCHEME.length()).strip()
                : "";
    }

    /** Whom a token speaks for, if that one may read logs; null otherwise. */
    @Nullable Caller reader(String token) {
        return tokens.read(token) instanceof AccessTokens.Read.Good(Caller caller)
                        && caller.has(Role.VIEWER)
                ? caller
                : null;
    }

    /** Begins a stream; above {@value #MOST} of a tenant it is the Problem rate-limited. */
    LogStream begin(
            Caller caller,
            String token,
            LogQuery query,
            LogFeed.Start start,
            Locale locale,
            LogStream.Out out) {
        TenantId tenant = caller.tenantId();
        LogStream stream = new LogStream(this, tenant, token, locale, out);
        open.compute(
                tenant,
                (id, present) -> {
                    Set<LogStream> all = present == null ? ConcurrentHashMap.newKeySet() : present;
                    if (all.size() >= MOST) {
                        throw Problem.rateLimited(Duration.ofSeconds(10));
                    }
                    all.add(stream);
                    return all;
                });
        stream.follow(feed.subscribe(tenant, query, start, stream::deliver));
        return stream;
    }

    void ended(TenantId tenant, LogStream stream) {
        open.computeIfPresent(
                tenant,
                (id, all) -> {
                    all.remove(stream);
                    return all.isEmpty() ? null : all;
                });
    }

    Events.State state(TenantId tenant, Locale locale) {
        return new Events.State(bots.status(tenant).json(locale));
    }

    String json(Object event) {
        return json.writeValueAsString(event);
    }

    /** After the change is committed, so that the streams read the new state. */
    @TransactionalEventListener(fallbackExecution = true)
    void on(BotStateChanged changed) {
        open.getOrDefault(changed.tenantId(), Set.of()).forEach(LogStream::stateChanged);
    }

    /** Streams never end by themselves: an orderly end of the platform would wait for them. */
    @EventListener(ContextClosedEvent.class)
    void endAll() {
        open.values().forEach(streams -> Set.copyOf(streams).forEach(LogStream::end));
    }

    int count(TenantId tenant) {
        return open.getOrDefault(tenant, Set.of()).size();
    }
}
