package io.sath.platform.account;

import io.sath.platform.account.AttemptLimits.Kind;
import io.sath.platform.account.MailTokens.Purpose;
import io.sath.platform.audit.Audit;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.UserId;
import io.sath.platform.shared.Uuids;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * People's accounts: sign-up, confirmed e-mails, forgotten passwords, profiles.
 *
 * <p>Neither an answer nor the time it takes tells whether an e-mail has an account: what differs
 * is in the mail alone. {@code address} is the network address that an attempt is counted for.
 */
@Service
public class Accounts {
    private final Users users;
    private final Memberships memberships;
    private final PasswordHashes hashes;
    private final MailTokens tokens;
    private final AccountLetters letters;
    private final AttemptLimits limits;
    private final Sessions sessions;
    private final Audit audit;
    private final AccountSettings settings;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Accounts(
            Users users,
            Memberships memberships,
            PasswordHashes hashes,
            MailTokens tokens,
            AccountLetters letters,
            AttemptLimits limits,
            Sessions sessions,
            Audit audit,
            AccountSettings settings,
            TransactionTemplate transactions,
            Clock clock) {
        this.users = users;
        this.memberships = memberships;
        this.hashes = hashes;
        this.tokens = tokens;
        this.letters = letters;
        this.limits = limits;
        this.sessions = sessions;
        this.audit = audit;
        this.settings = settings;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Takes a sign-up. A new e-mail gets an account, a tenant in trial and a mail to confirm it;
     * one that waits to be confirmed gets a new mail, and what was given last counts; a confirmed
     * one gets a mail that says so.
     */
    public Outcome.SignUp register(NewAccount account, String address) {
        List<FieldFault> faults = AccountRules.faults(account);
        if (!faults.isEmpty()) {
            return new Outcome.Invalid(faults);
        }
        String email = Objects.requireNonNull(Emails.normalised(account.email()));
        Duration wait = limits.take(Kind.SIGN_UP, address, email);
        if (wait != null) {
            return new Outcome.TooMany(wait);
        }
        String hash = hashes.hash(account.password());
        Runnable letter;
        try {
            letter = inTransaction(() -> signUp(email, hash, account));
        } catch (DataIntegrityViolationException e) {
            // Another sign-up of the same e-mail was first: now it is known.
            letter = inTransaction(() -> signUp(email, hash, account));
        }
        letter.run();
        return new Outcome.Accepted();
    }

    /** Writes a sign-up down and answers the letter to send once that is committed. */
    private Runnable signUp(String email, String hash, NewAccount account) {
        Optional<User> known = users.lockByEmail(email);
        String name = account.name().strip();
        User user;
        if (known.isEmpty()) {
            user = create(email, hash, name, account.language());
        } else {
            user = known.get();
            if (user.isVerified()) {
                return () -> letters.alreadyKnown(user);
            }
            user.signUpAgain(hash, name, account.language());
            users.saveAndFlush(user);
        }
        OpaqueToken token = tokens.issue(user.id(), Purpose.VERIFY, settings.verifyLife());
        return () -> letters.confirm(user, token);
    }

    private User create(String email, String hash, String name, String language) {
        User user =
                users.saveAndFlush(
                        new User(
                                new UserId(Uuids.timeOrdered(clock.instant())),
                                email,
                                hash,
                                name,
                                language,
                                clock.instant()));
        memberships.createFor(user.id(), name, email);
        audit.record(user.id(), null, "account.sign-up", user.id().toString());
        return user;
    }

    /** Confirms an e-mail by the token mailed to it; the person's tenant becomes active. */
    public Outcome.Verification verify(String token, String address) {
        Duration wait = limits.take(Kind.MAILED_TOKEN, address, null);
        if (wait != null) {
            return new Outcome.TooMany(wait);
        }
        boolean done =
                inTransaction(() -> {
                    Optional<UserId> owner = tokens.use(token, Purpose.VERIFY);
                    owner.ifPresent(this::confirmed);
                    return owner.isPresent();
                });
        if (!done) {
            return new Outcome.TokenInvalid();
        }
        limits.giveBack(Kind.MAILED_TOKEN, address, null);
        return new Outcome.Done();
    }

    private void confirmed(UserId id) {
        User user = locked(id);
        user.verify(clock.instant());
        users.saveAndFlush(user);
        memberships.activate(id);
        audit.record(id, null, "account.verify", id.toString());
    }

    /** Mails a link to a new password, where the e-mail has an account. */
    public Outcome.Forgotten forgot(String typed, String address) {
        List<FieldFault> faults = AccountRules.faults(typed);
        if (!faults.isEmpty()) {
            return new Outcome.Invalid(faults);
        }
        String email = Objects.requireNonNull(Emails.normalised(typed));
        Duration wait = limits.take(Kind.FORGOTTEN, address, email);
        if (wait != null) {
            return new Outcome.TooMany(wait);
        }
        letters.newPassword(() -> inTransaction(() -> newPassword(email)));
        return new Outcome.Accepted();
    }

    private Optional<AccountLetters.NewPassword> newPassword(String email) {
        return users.lockByEmail(email)
                .filter(User::isActive)
                .map(user ->
                        new AccountLetters.NewPassword(
                                user,
                                tokens.issue(user.id(), Purpose.RESET, settings.resetLife())));
    }

    /**
     * Sets a new password by the token mailed for it and ends all log-ins of the person. Who reads
     * the mailbox has proved to own it, so the e-mail counts as confirmed.
     */
    public Outcome.NewPassword reset(String token, String password, String address) {
        Duration wait = limits.take(Kind.MAILED_TOKEN, address, null);
        if (wait != null) {
            return new Outcome.TooMany(wait);
        }
        Optional<User> owner =
                tokens.owner(token, Purpose.RESET).flatMap(id -> users.findById(id.value()));
        if (owner.isEmpty()) {
            return new Outcome.TokenInvalid();
        }
        limits.giveBack(Kind.MAILED_TOKEN, address, null);
        Optional<FieldFault> fault =
                PasswordRules.fault(password, owner.get().email(), owner.get().name());
        if (fault.isPresent()) {
            return new Outcome.Invalid(List.of(fault.get()));
        }
        String hash = hashes.hash(password);
        boolean done =
                inTransaction(() -> {
                    Optional<UserId> id = tokens.use(token, Purpose.RESET);
                    id.ifPresent(one -> changePassword(one, hash));
                    return id.isPresent();
                });
        if (!done) {
            return new Outcome.TokenInvalid();
        }
        if (owner.get().isVerified()) { // else it is a first one: nobody could log in before
            letters.passwordChanged(owner.get());
        }
        return new Outcome.Done();
    }

    private void changePassword(UserId id, String hash) {
        User user = locked(id);
        user.changePassword(hash);
        user.verify(clock.instant());
        users.saveAndFlush(user);
        memberships.activate(id);
        sessions.endAll(id);
        audit.record(id, null, "account.new-password", id.toString());
    }

    /** A person as they see themselves. */
    public Profile profile(UserId id) {
        return user(id).profile(memberships.of(id));
    }

    /** Replaces what a person may change of their profile. */
    public Outcome.ProfileChange updateProfile(UserId id, Profile.Change change) {
        List<FieldFault> faults = AccountRules.faults(change);
        if (!faults.isEmpty()) {
            return new Outcome.Invalid(faults);
        }
        inTransaction(() -> {
            User user = locked(id);
            user.change(change);
            audit.record(id, null, "account.profile", id.toString());
            return users.saveAndFlush(user);
        });
        return new Outcome.Saved(profile(id));
    }

    /** Whether there is a superadmin yet: false at the first start alone. */
    public boolean hasSuperadmin() {
        return users.existsByRole(Role.SUPERADMIN);
    }

    /**
     * Makes a confirmed account with its active tenant at the first start, without a mail.
     *
     * @param role {@link Role#USER} or {@link Role#SUPERADMIN}
     * @throws Problem invalid, with every field that is wrong
     */
    public Founded found(NewAccount account, Role role) {
        List<FieldFault> faults = AccountRules.faults(account);
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        String email = Objects.requireNonNull(Emails.normalised(account.email()));
        String hash = hashes.hash(account.password());
        UserId id =
                inTransaction(() -> {
                    User user = create(email, hash, account.name().strip(), account.language());
                    user.become(role);
                    confirmed(user.id());
                    return user.id();
                });
        return new Founded(id, memberships.of(id).getFirst().id());
    }

    /** A person and the workspace that is theirs. */
    public record Founded(UserId userId, TenantId tenantId) {}

    private User locked(UserId id) {
        return users.lockById(id.value()).orElseThrow(Problem::notFound);
    }

    private User user(UserId id) {
        return users.findById(id.value()).orElseThrow(Problem::notFound);
    }

    private <T> T inTransaction(java.util.function.Supplier<T> work) {
        return Objects.requireNonNull(transactions.execute(status -> work.get()));
    }
}
