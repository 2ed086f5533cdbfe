package io.sath.platform.api;

import io.sath.platform.billing.Meter;
import io.sath.platform.billing.Usage;
import io.sath.platform.shared.TenantId;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Counts the calls of each tenant and writes them down every five seconds; a kill loses at most
 * those, which limit nothing.
 */
@Component
class CallMeter implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(CallMeter.class);

    private final Usage usage;
    private final Clock clock;
    private final Map<TenantId, Long> counted = new ConcurrentHashMap<>();

    CallMeter(Usage usage, Clock clock) {
        this.usage = usage;
        this.clock = clock;
    }

    void count(TenantId tenant) {
        counted.merge(tenant, 1L, Long::sum);
    }

    @Scheduled(fixedDelayString = "PT5S")
    void flush() {
        for (TenantId tenant : counted.keySet()) {
            Long calls = counted.remove(tenant);
            if (calls != null) {
                write(tenant, calls);
            }
        }
    }

    private void write(TenantId tenant, long calls) {
        try {
            usage.count(tenant, Meter.API_CALLS, calls, clock.instant());
        } catch (RuntimeException e) {
            counted.merge(tenant, calls, Long::sum);
            LOG.warn("The calls of a tenant are written down later: {}", e.getMessage());
        }
    }

    @Override
    public void destroy() {
        flush();
    }
}
