package io.sath.platform.mail;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Service;

/**
 * Takes letters and sends them in the background, so that how long an answer takes tells nothing
 * about whether a mail goes out.
 *
 * <p>At most 1,000 letters wait, in memory; further ones are dropped and counted in the log. A
 * letter that the {@link MailSender} does not take is tried three times within two minutes. What is
 * still waiting when the platform ends gets five seconds. Whoever misses a mail can ask for it
 * again, so nothing here is worth a table that would keep links in clear.
 */
@Service
public class Mails implements DisposableBean {
    private static final Logger LOG = LoggerFactory.getLogger(Mails.class);
    private static final int CAPACITY = 1_000;
    private static final int ATTEMPTS = 3;

    private final MailSender sender;
    private final MailForm form;
    private final Duration pause;
    private final AtomicInteger waiting = new AtomicInteger();
    private final ScheduledExecutorService worker =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("mail").factory());

    @Autowired
    Mails(MailSender sender, MailSettings settings, Clock clock) {
        this(sender, settings, clock, Duration.ofSeconds(30));
    }

    Mails(MailSender sender, MailSettings settings, Clock clock, Duration pause) {
        this.sender = sender;
        this.form = new MailForm(settings.from(), clock);
        this.pause = pause;
    }

    /** Queues a letter and returns at once. */
    public void send(Letter letter) {
        send(() -> Optional.of(letter));
    }

    /**
     * As {@link #send(Letter)}, for a letter whose making would take a time that tells something.
     *
     * @param letter makes it, once, in the background; empty where none is to be sent
     */
    public void send(Supplier<Optional<Letter>> letter) {
        if (waiting.incrementAndGet() > CAPACITY) {
            waiting.decrementAndGet();
            LOG.warn("A mail was dropped: {} are waiting already", CAPACITY);
            return;
        }
        later(() -> make(letter), Duration.ZERO);
    }

    /**
     * Sends a letter now, on the caller's thread, for who keeps it until it is sent.
     *
     * @throws MailFailedException where it was not taken; nothing here tries again
     */
    public void deliver(Letter letter) {
        sender.send(form.of(letter));
    }

    private void later(Runnable work, Duration delay) {
        try {
            Future<?> ignored = worker.schedule(work, delay.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            waiting.decrementAndGet();
            LOG.warn("A mail was dropped: the platform is ending");
        }
    }

    private void make(Supplier<Optional<Letter>> letter) {
        try {
            letter.get().map(form::of).ifPresentOrElse(mail -> attempt(mail, 1), this::done);
        } catch (RuntimeException e) {
            done();
            LOG.error("A mail could not be written", e);
        }
    }

    private void attempt(Mail mail, int attempt) {
        try {
            sender.send(mail);
            done();
        } catch (MailFailedException e) {
            if (attempt < ATTEMPTS) {
                LOG.warn("A mail was not taken, it is tried again: {}", e.getMessage());
                later(() -> attempt(mail, attempt + 1), pause.multipliedBy(attempt));
            } else {
                done();
                LOG.error("A mail was dropped after {} attempts: {}", ATTEMPTS, e.getMessage());
            }
        } catch (RuntimeException e) {
            done();
            LOG.error("A mail could not be sent", e);
        }
    }

    private void done() {
        waiting.decrementAndGet();
    }

    @Override
    public void destroy() throws InterruptedException {
        worker.shutdown();
        if (!worker.awaitTermination(5, TimeUnit.SECONDS)) {
            LOG.warn("{} mails were dropped: the platform is ending", waiting.get());
            worker.shutdownNow();
        }
    }
}
