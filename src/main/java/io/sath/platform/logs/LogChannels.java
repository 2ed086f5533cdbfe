package io.sath.platform.logs;

import io.sath.platform.shared.TenantId;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** The channels of all tenants whose log is written or looked at; idle ones are forgotten. */
@Component
class LogChannels {
    private static final Duration KEPT = Duration.ofMinutes(10);

    private final Clock clock;
    private final Map<TenantId, LogChannel> channels = new ConcurrentHashMap<>();
    private final Set<TenantId> written = ConcurrentHashMap.newKeySet();

    LogChannels(Clock clock) {
        this.clock = clock;
    }

    void append(TenantId tenant, List<LogLine> lines) {
        if (lines.isEmpty()) {
            return;
        }
        channels.compute(
                tenant,
                (id, present) -> {
                    LogChannel channel = present == null ? new LogChannel() : present;
                    channel.append(lines, clock.millis());
                    return channel;
                });
        written.add(tenant);
    }

    List<LogLine> join(TenantId tenant, LogQueue viewer) {
        List<LogLine> lines = new ArrayList<>();
        channels.compute(
                tenant,
                (id, present) -> {
                    LogChannel channel = present == null ? new LogChannel() : present;
                    lines.addAll(channel.join(viewer));
                    return channel;
                });
        return lines;
    }

    /** The tenants whose log somebody looks at. */
    List<TenantId> watched() {
        return channels.entrySet().stream()
                .filter(channel -> channel.getValue().viewers() > 0)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Another replica reads the bots from now on. */
    void forgetStored() {
        channels.values().forEach(LogChannel::forgetStored);
    }

    /** Hands lines that another replica stored to the viewers here. */
    void deliver(TenantId tenant, List<LogLine> lines) {
        LogChannel channel = channels.get(tenant);
        if (channel != null) {
            channel.deliver(lines);
        }
    }

    void leave(TenantId tenant, LogQueue viewer) {
        LogChannel channel = channels.get(tenant);
        if (channel != null) {
            channel.leave(viewer);
        }
    }

    /** The tenants with lines to store since the last call. */
    Set<TenantId> takeWritten() {
        Set<TenantId> now = Set.copyOf(written);
        written.removeAll(now);
        return now;
    }

    /** Asks for another round over this tenant. */
    void again(TenantId tenant) {
        written.add(tenant);
    }

    /** The channel, or null where nothing is kept of this tenant. */
    @org.jspecify.annotations.Nullable
    LogChannel find(TenantId tenant) {
        return channels.get(tenant);
    }

    void forgetIdle() {
        long before = clock.millis() - KEPT.toMillis();
        for (TenantId tenant : channels.keySet()) {
            channels.computeIfPresent(
                    tenant, (id, channel) -> channel.idleSince(before) ? null : channel);
        }
    }

    int size() {
        return channels.size();
    }
}
