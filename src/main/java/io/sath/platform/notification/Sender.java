package io.sath.platform.notification;

import io.sath.platform.account.Accounts;
import io.sath.platform.account.Profile;
import io.sath.platform.database.Leadership;
import io.sath.platform.mail.Letter;
import io.sath.platform.mail.MailFailedException;
import io.sath.platform.mail.Mails;
import io.sath.platform.notification.Outbox.News;
import io.sath.platform.shared.Text;
import io.sath.platform.shared.UserId;
import io.sath.platform.tenant.Tenants;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Sends what is due to the owners of the tenant concerned, each in their language.
 *
 * <p>One replica sends at a time. A mail that the mail server does not take is tried again for two
 * days, then given up with a line in the log. A platform that dies between sending and noting it
 * sends once more: told twice is better than not told.
 */
@Component
class Sender {
    private static final Logger LOG = LoggerFactory.getLogger(Sender.class);
    private static final String DUTY = "notifications";
    private static final int ATTEMPTS = 12;
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);
    private static final Duration LAST_PAUSE = Duration.ofHours(8);
    private static final Duration KEPT = Duration.ofDays(90);

    private final Outbox outbox;
    private final Leadership leadership;
    private final Tenants tenants;
    private final Accounts accounts;
    private final Mails mails;
    private final URI keysPage;
    private final Clock clock;

    Sender(
            Outbox outbox,
            Leadership leadership,
            Tenants tenants,
            Accounts accounts,
            Mails mails,
            @Value("${sath.account.public-url:http://localhost:8080}") URI publicUrl,
            Clock clock) {
        this.outbox = outbox;
        this.leadership = leadership;
        this.tenants = tenants;
        this.accounts = accounts;
        this.mails = mails;
        this.keysPage = URI.create(publicUrl.toString().replaceFirst("/$", "") + "/keys");
        this.clock = clock;
    }

    @Scheduled(initialDelayString = "PT10S", fixedDelayString = "PT5S")
    void sendDue() {
        if (leadership.tryLead(DUTY).isPresent()) {
            send();
        }
    }

    /** Tries all that is due. */
    void send() {
        for (News news : outbox.due()) {
            try {
                for (UserId owner : tenants.owners(news.tenant())) {
                    mails.deliver(letter(accounts.profile(owner), news));
                }
                outbox.sent(news);
            } catch (MailFailedException e) {
                tryAgain(news, e);
            } catch (RuntimeException e) {
                LOG.error("News {} of tenant {} cannot be sent", news.code(), news.tenant(), e);
                outbox.failed(news, null);
            }
        }
    }

    @Scheduled(initialDelayString = "PT7M", fixedDelayString = "PT24H")
    void forget() {
        Instant before = clock.instant().minus(KEPT);
        outbox.tenantsBefore(before).forEach(tenant -> outbox.forget(tenant, before));
    }

    private void tryAgain(News news, MailFailedException failure) {
        int tried = news.attempts() + 1;
        if (tried >= ATTEMPTS) {
            LOG.error("News {} of tenant {} was not told", news.code(), news.tenant(), failure);
            outbox.failed(news, null);
            return;
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(tried - 1, 9));
        outbox.failed(
                news, clock.instant().plus(pause.compareTo(LAST_PAUSE) > 0 ? LAST_PAUSE : pause));
    }

    private Letter letter(Profile owner, News news) {
        String key = "notification.key." + news.code();
        return new Letter(
                owner.email(),
                Locale.of(owner.language()),
                Text.of(key + ".subject", news.label()),
                List.of(
                        Text.of("notification.greeting", owner.name()),
                        Text.of(key + ".text", news.label())),
                new Letter.Action(Text.of("notification.key.action"), keysPage));
    }
}
