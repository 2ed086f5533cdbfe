package io.sath.platform.secrets;

import io.sath.platform.audit.Audit;
import io.sath.platform.database.Leadership;
import io.sath.platform.database.TenantScope;
import io.sath.platform.secrets.KeyRow.Phase;
import io.sath.platform.secrets.StoredKeyCheck.Checked;
import io.sath.platform.secrets.probe.Probed;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Asks services about stored keys, where the values can be read: when a person wants to know, and
 * every day. One check at once per tenant, since it runs beside the tenant's bot.
 */
@Component
class KeyHealth {
    private static final Logger LOG = LoggerFactory.getLogger(KeyHealth.class);
    private static final Duration AGAIN = Duration.ofHours(1);
    private static final List<String> BAD_NEWS =
            List.of(
                    KeyTrouble.WITHDRAW_RIGHT,
                    KeyTrouble.KEY_DEAD,
                    KeyTrouble.TRADE_RIGHT_ENDS,
                    KeyTrouble.CLOCK_SKEW);

    private final TenantScope scope;
    private final KeyRows rows;
    private final KeyPlaces places;
    private final KeyPolicy policy;
    private final KeySchedule schedule;
    private final ObjectProvider<StoredKeyCheck> check;
    private final ObjectProvider<CredentialUse> use;
    private final Audit audit;
    private final ApplicationEventPublisher events;
    private final Leadership leadership;
    private final Clock clock;
    private final Semaphore daily;
    private final List<Lock> turns =
            IntStream.range(0, 64).<Lock>mapToObj(i -> new ReentrantLock()).toList();

    KeyHealth(
            TenantScope scope,
            KeyRows rows,
            KeyPlaces places,
            KeyPolicy policy,
            KeySchedule schedule,
            ObjectProvider<StoredKeyCheck> check,
            ObjectProvider<CredentialUse> use,
            Audit audit,
            ApplicationEventPublisher events,
            Leadership leadership,
            Clock clock,
            @Value("${sath.keys.checks-at-once:2}") int atOnce) {
        this.scope = scope;
        this.rows = rows;
        this.places = places;
        this.policy = policy;
        this.schedule = schedule;
        this.check = check;
        this.use = use;
        this.audit = audit;
        this.events = events;
        this.leadership = leadership;
        this.clock = clock;
        this.daily = new Semaphore(atOnce);
    }

    /** Begins a check; the result follows. Nothing happens where one is under way. */
    void begin(KeyRow row) {
        if (claim(row)) {
            Thread.startVirtualThread(() -> run(row));
        }
    }

    /** Begins the checks whose time has come, a few at once. */
    @Scheduled(initialDelayString = "PT1M", fixedDelayString = "PT10S")
    void beginDue() {
        int free = daily.availablePermits();
        if (free == 0 || leadership.tryLead(KeySweep.DUTY).isEmpty()) {
            return;
        }
        for (KeyPlaces.Place place : places.toCheck(clock.instant(), free)) {
            Optional<KeyRow> row =
                    scope.call(place.tenant(), () -> rows.find(place.tenant(), place.key()));
            if (row.filter(this::claim).isPresent() && daily.tryAcquire()) {
                Thread.startVirtualThread(() -> {
                    try {
                        run(row.get());
                    } finally {
                        daily.release();
                    }
                });
            }
        }
    }

    private boolean claim(KeyRow row) {
        return scope.call(row.tenant(), () -> rows.beginCheck(row, clock.instant()));
    }

    private void run(KeyRow row) {
        Lock turn = turns.get(Math.floorMod(row.tenant().hashCode(), turns.size()));
        turn.lock();
        try {
            note(row, ask(row));
        } catch (RuntimeException e) {
            LOG.warn("The check of key {} is not noted: {}", row.id(), e.toString());
        } finally {
            turn.unlock();
        }
    }

    private Checked ask(KeyRow row) {
        StoredKeyCheck asked = check.getIfAvailable();
        if (asked == null) {
            return new Checked.Unavailable(Text.of("secrets.check-unavailable"));
        }
        try {
            return asked.check(
                    row.tenant(),
                    use.getObject().botOf(row.tenant()),
                    row.credential(clock.instant()));
        } catch (RuntimeException e) {
            LOG.warn("Key {} could not be checked: {}", row.id(), e.toString());
            return new Checked.Unavailable(Text.of("secrets.check-unavailable"));
        }
    }

    private void note(KeyRow asked, Checked told) {
        TenantId tenant = asked.tenant();
        Instant now = clock.instant();
        scope.run(
                tenant,
                () -> {
                    rows.lockAll(tenant);
                    KeyRow row = rows.find(tenant, asked.id()).orElse(asked);
                    if (row.phase() != Phase.LIVE || row.version() != asked.version()) {
                        return; // another value lies there meanwhile
                    }
                    switch (told) {
                        case Checked.Told(Probed.Unreachable(Text reason)) ->
                                note(
                                        row,
                                        KeyPolicy.unchecked(row.state(), reason),
                                        now.plus(AGAIN));
                        case Checked.Told(Probed probed) ->
                                note(
                                        row,
                                        policy.after(row.service(), row.state(), probed),
                                        schedule.next(now));
                        case Checked.Unavailable(Text reason) ->
                                note(
                                        row,
                                        KeyPolicy.unchecked(row.state(), reason),
                                        now.plus(AGAIN));
                    }
                });
    }

    private void note(KeyRow row, KeyState next, Instant again) {
        if (!rows.endCheck(row, next, again)) {
            return;
        }
        events.publishEvent(new CredentialChecked(row.tenant(), row.id()));
        for (String code : news(row.state(), next)) {
            audit.record(null, row.tenant(), "keys." + code, row.id().toString());
            events.publishEvent(new KeyTrouble(row.tenant(), row.id(), code));
        }
    }

    /** What was not known before. */
    private static List<String> news(KeyState before, KeyState next) {
        List<String> news = new ArrayList<>();
        for (String code : BAD_NEWS) {
            if (next.warning(code).isPresent() && before.warning(code).isEmpty()) {
                news.add(code);
            }
        }
        boolean known = before.checkedAt() != null && Credential.fault(before.warnings()).isEmpty();
        if (known
                && Credential.fault(next.warnings()).isEmpty()
                && !before.rights().equals(next.rights())) {
            news.add(KeyTrouble.RIGHTS_CHANGED);
        }
        return news;
    }
}
