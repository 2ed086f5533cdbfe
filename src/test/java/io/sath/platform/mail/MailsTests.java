package io.sath.platform.mail;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sath.platform.shared.Text;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MailsTests {
    private static final MailSettings SETTINGS =
            new MailSettings("no-reply@example.com", "", 25, "", "", MailSettings.Tls.NONE);
    private static final Letter LETTER =
            new Letter(
                    "ana@example.com",
                    Locale.ENGLISH,
                    Text.of("account.mail.confirm.subject"),
                    List.of(Text.of("account.mail.greeting", "<b>Ana</b>")),
                    null);

    private final List<Mail> sent = new CopyOnWriteArrayList<>();

    private static Mails mails(MailSender sender) {
        return new Mails(sender, SETTINGS, Clock.systemUTC(), Duration.ofMillis(1));
    }

    @Test
    void aSenderThatHangsHoldsUpNobody() throws InterruptedException {
        CountDownLatch hanging = new CountDownLatch(1);
        Mails mails =
                mails(mail -> {
                    try {
                        hanging.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    sent.add(mail);
                });
        mails.send(LETTER);
        mails.send(LETTER);
        assertThat(sent).isEmpty();

        hanging.countDown();
        await().until(() -> sent.size() == 2);
        mails.destroy();
    }

    @Test
    void whatIsNotTakenIsTriedThreeTimes() throws InterruptedException {
        AtomicInteger attempts = new AtomicInteger();
        Mails mails =
                mails(mail -> {
                    if (attempts.incrementAndGet() < 3) {
                        throw new MailFailedException("not now", new IllegalStateException());
                    }
                    sent.add(mail);
                });
        mails.send(LETTER);

        await().until(() -> sent.size() == 1);
        assertThat(attempts).hasValue(3);
        mails.destroy();
    }

    @Test
    void oneThatFailsForGoodDoesNotStopTheNext() throws InterruptedException {
        AtomicInteger attempts = new AtomicInteger();
        Mails mails =
                mails(mail -> {
                    if (attempts.incrementAndGet() <= 3) {
                        throw new MailFailedException("never", new IllegalStateException());
                    }
                    sent.add(mail);
                });
        mails.send(LETTER);
        await().until(() -> attempts.get() == 3);
        mails.send(LETTER);

        await().until(() -> sent.size() == 1);
        mails.destroy();
    }

    @Test
    void aLetterCanBeMadeInTheBackgroundOrBeNone() throws InterruptedException {
        CountDownLatch making = new CountDownLatch(1);
        Mails mails = mails(sent::add);
        mails.send(() -> {
            try {
                making.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Optional.of(LETTER);
        });
        mails.send(Optional::empty);
        mails.send(() -> {
            throw new IllegalStateException("not to be made");
        });
        mails.send(LETTER);
        assertThat(sent).isEmpty();

        making.countDown();
        await().until(() -> sent.size() == 2);
        mails.destroy();
    }

    @Test
    void whatIsWaitingAtTheEndIsStillSent() throws InterruptedException {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Mails mails =
                mails(mail -> {
                    started.countDown();
                    try {
                        assertThat(go.await(5, SECONDS)).isTrue();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    sent.add(mail);
                });
        mails.send(LETTER);
        mails.send(LETTER);
        assertThat(started.await(5, SECONDS)).isTrue();
        go.countDown();
        mails.destroy();

        assertThat(sent).hasSize(2);
    }

    @Test
    void aNameIsNoPartOfThePage() {
        String message =
                new String(
                        new MailForm("no-reply@example.com", Clock.systemUTC())
                                .of(LETTER)
                                .message(),
                        java.nio.charset.StandardCharsets.UTF_8);
        assertThat(message).contains("&lt;b&gt;Ana&lt;/b&gt;");
        assertThat(message.split("text/html", 2)[1]).doesNotContain("<b>Ana");
    }
}
