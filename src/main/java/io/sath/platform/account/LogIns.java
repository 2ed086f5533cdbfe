package io.sath.platform.account;

import io.sath.platform.audit.Audit;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.UserId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Who is logged in: opens, reads and ends log-ins of pages.
 *
 * <p>Neither an answer nor the time it takes tells whether an e-mail has an account.
 */
@Service
public class LogIns {
    private final Users users;
    private final Memberships memberships;
    private final PasswordHashes hashes;
    private final AttemptLimits limits;
    private final Sessions sessions;
    private final Audit audit;
    private final TransactionTemplate transactions;

    LogIns(
            Users users,
            Memberships memberships,
            PasswordHashes hashes,
            AttemptLimits limits,
            Sessions sessions,
            Audit audit,
            TransactionTemplate transactions) {
        this.users = users;
        this.memberships = memberships;
        this.hashes = hashes;
        this.limits = limits;
        this.sessions = sessions;
        this.audit = audit;
        this.transactions = transactions;
    }

    /** Checks a person's e-mail and password and opens a log-in for a page's session. */
    public LogIn logIn(Credentials credentials) {
        return logIn(credentials, Sessions.Kind.PAGE);
    }

    LogIn logIn(Credentials credentials, Sessions.Kind kind) {
        String email = Emails.normalised(credentials.email());
        // What is no e-mail is counted as well, under a name that no e-mail has.
        String account = email == null ? "-" : email;
        Duration wait = limits.take(AttemptLimits.Kind.LOG_IN, credentials.address(), account);
        if (wait != null) {
            return new LogIn.TooMany(wait);
        }
        Optional<User> known = email == null ? Optional.empty() : users.findByEmail(email);
        boolean right =
                hashes.matches(credentials.password(), known.map(User::passwordHash).orElse(null));
        if (known.isEmpty() || !right || !known.get().isActive()) {
            return new LogIn.WrongCredentials();
        }
        limits.giveBack(AttemptLimits.Kind.LOG_IN, credentials.address(), account);
        User user = known.get();
        if (!user.isVerified()) {
            return new LogIn.NotVerified();
        }
        Membership workspace = workspace(user, credentials.tenant());
        if (workspace == null) {
            return new LogIn.NoSuchTenant();
        }
        Caller caller =
                transactions.execute(status -> {
                    users.remember(user.id().value(), workspace.id().value());
                    Caller opened = sessions.open(user, workspace, kind);
                    audit.record(opened, "account.log-in", opened.authId());
                    return opened;
                });
        return new LogIn.Done(caller);
    }

    private @Nullable Membership workspace(User user, @Nullable TenantId wanted) {
        List<Membership> theirs = memberships.of(user.id());
        UUID id = wanted == null ? user.workspace() : wanted.value();
        Optional<Membership> found =
                theirs.stream().filter(one -> one.id().value().equals(id)).findFirst();
        if (found.isEmpty() && wanted == null) {
            found = theirs.stream().findFirst();
        }
        return found.orElse(null);
    }

    /**
     * Who an open log-in speaks for right now, at most a second old; null where it was ended, is
     * over, or the person may no longer act there.
     *
     * @param authId as {@link Caller#authId()} names it
     */
    public @Nullable Caller current(String authId) {
        return sessions.caller(UUID.fromString(authId), null);
    }

    /** The caller as they act in one of their workspaces; empty where it is none of theirs. */
    public Optional<Caller> in(Caller caller, TenantId tenant) {
        return Optional.ofNullable(sessions.caller(UUID.fromString(caller.authId()), tenant));
    }

    /**
     * Makes an open log-in act in another of its person's workspaces from now on; the next log-in
     * begins there.
     *
     * @throws Problem not found, where the workspace is none of theirs
     */
    public void enter(Caller caller, TenantId tenant) {
        if (memberships.of(caller.userId()).stream().noneMatch(one -> one.id().equals(tenant))) {
            throw Problem.notFound();
        }
        sessions.move(UUID.fromString(caller.authId()), tenant);
        transactions.executeWithoutResult(
                status -> users.remember(caller.userId().value(), tenant.value()));
    }

    /**
     * Lets the person of an open log-in prove again who they are; it counts as an attempt to log
     * in, and where it succeeds, the log-in as made now.
     *
     * @param address the network address that the attempt is counted for
     */
    public Proof prove(Caller caller, String password, String address) {
        UUID logIn = UUID.fromString(caller.authId());
        Optional<User> known = users.findById(caller.userId().value());
        if (known.isEmpty() || current(caller.authId()) == null) {
            return new Proof.Over();
        }
        User user = known.get();
        Duration wait = limits.take(AttemptLimits.Kind.LOG_IN, address, user.email());
        if (wait != null) {
            return new Proof.TooMany(wait);
        }
        if (!hashes.matches(password, user.passwordHash())) {
            return new Proof.Wrong();
        }
        limits.giveBack(AttemptLimits.Kind.LOG_IN, address, user.email());
        transactions.executeWithoutResult(status -> {
            sessions.prove(logIn);
            audit.record(caller, "account.step-up", caller.authId());
        });
        Caller now = sessions.reread(logIn);
        return now == null ? new Proof.Over() : new Proof.Done(now);
    }

    /** Ends a log-in, its page's session and its tokens; repeating it changes nothing. */
    public void end(String authId) {
        sessions.end(UUID.fromString(authId));
    }

    /** Ends all log-ins of a person. */
    public void endAll(UserId user) {
        sessions.endAll(user);
    }
}
