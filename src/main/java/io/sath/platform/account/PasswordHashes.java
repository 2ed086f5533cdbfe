package io.sath.platform.account;

import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.Text;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Passwords as bcrypt hashes.
 *
 * <p>A hash takes a core about a quarter of a second, by design. It is taken on platform threads of
 * its own, fewer than there are cores, so that a wave of log-ins cannot hold up the requests that
 * share the virtual threads' carriers; more than 100 waiting are refused.
 */
@Component
class PasswordHashes implements DisposableBean {
    private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors() - 1);

    private final BCryptPasswordEncoder bcrypt;
    private final String nobody;
    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(
                    THREADS,
                    THREADS,
                    1,
                    TimeUnit.MINUTES,
                    new ArrayBlockingQueue<>(100),
                    Thread.ofPlatform().name("bcrypt-", 0).daemon().factory());

    PasswordHashes(AccountSettings settings) {
        this.bcrypt = new BCryptPasswordEncoder(settings.bcryptCost());
        this.nobody = hash("the password of nobody");
        threads.allowCoreThreadTimeOut(true);
    }

    /** The hash of a password that {@link PasswordRules} let pass. */
    final String hash(String password) {
        return run(() -> java.util.Objects.requireNonNull(bcrypt.encode(password)));
    }

    /**
     * Whether {@code password} is the one of {@code hash}; takes as long where there is no hash,
     * and then is false.
     */
    boolean matches(String password, @Nullable String hash) {
        // What bcrypt would cut off must not match what it kept.
        boolean fits = password.getBytes(StandardCharsets.UTF_8).length <= PasswordRules.MAX_BYTES;
        String asked = fits ? password : password.substring(0, 12);
        boolean same = run(() -> bcrypt.matches(asked, hash == null ? nobody : hash));
        return same && fits && hash != null;
    }

    private <T> T run(Callable<T> work) {
        try {
            return threads.submit(work).get();
        } catch (RejectedExecutionException e) {
            throw Problem.of(ProblemCode.UNAVAILABLE, Text.of("account.busy"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("bcrypt", e.getCause());
        }
    }

    @Override
    public void destroy() {
        threads.shutdown();
    }
}
