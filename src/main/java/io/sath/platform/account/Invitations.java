package io.sath.platform.account;

import io.sath.platform.account.MailTokens.Purpose;
import io.sath.platform.audit.Audit;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import io.sath.platform.shared.UserId;
import io.sath.platform.shared.Uuids;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Workspaces that operators make for people.
 *
 * <p>Who has no account yet, or has not confirmed its e-mail, is mailed a link by which they choose
 * a password; that confirms the e-mail, and until then nobody can log in. Who has one is told by
 * mail. Whether the caller may invite is checked by who calls.
 */
@Service
public class Invitations {
    private final Users users;
    private final Memberships memberships;
    private final PasswordHashes hashes;
    private final MailTokens tokens;
    private final AccountLetters letters;
    private final Audit audit;
    private final AccountSettings settings;
    private final TransactionTemplate transactions;
    private final Clock clock;

    Invitations(
            Users users,
            Memberships memberships,
            PasswordHashes hashes,
            MailTokens tokens,
            AccountLetters letters,
            Audit audit,
            AccountSettings settings,
            TransactionTemplate transactions,
            Clock clock) {
        this.users = users;
        this.memberships = memberships;
        this.hashes = hashes;
        this.tokens = tokens;
        this.letters = letters;
        this.audit = audit;
        this.settings = settings;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * A workspace that was made, in trial.
     *
     * @param confirmed whether its owner has confirmed their e-mail; else they do by the mailed
     *     link
     */
    public record Made(UserId owner, TenantId tenant, boolean confirmed) {}

    /** What is wrong with an invitation as typed. */
    public List<FieldFault> faults(Invitation invitation) {
        return AccountRules.faults(invitation);
    }

    /**
     * Makes a workspace for a person, and the person where there is none with that e-mail.
     *
     * @param by who invites, for the audit
     * @param work what else is to be done with it, in the same transaction: all of it or nothing;
     *     it may run a second time, after the first was rolled back
     * @throws Problem invalid, with every field that is wrong, also where the person is locked out
     */
    public Made invite(UserId by, Invitation invitation, Consumer<Made> work) {
        List<FieldFault> faults = faults(invitation);
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        String email = Objects.requireNonNull(Emails.normalised(invitation.email()));
        // A password that nobody knows: no log-in opens before the person chooses their own.
        String hash = hashes.hash(OpaqueToken.random().text());
        Invited invited;
        try {
            invited = inTransaction(by, email, hash, invitation, work);
        } catch (DataIntegrityViolationException e) {
            // Somebody else made the same person first: now they are known.
            invited = inTransaction(by, email, hash, invitation, work);
        }
        invited.letter().run();
        return invited.made();
    }

    /** What is written down, and the letter to send once that is committed. */
    private record Invited(Made made, Runnable letter) {}

    private Invited inTransaction(
            UserId by, String email, String hash, Invitation invitation, Consumer<Made> work) {
        return Objects.requireNonNull(
                transactions.execute(status -> {
                    Invited invited = write(by, email, hash, invitation);
                    work.accept(invited.made());
                    return invited;
                }));
    }

    private Invited write(UserId by, String email, String hash, Invitation invitation) {
        String name = invitation.name().strip();
        User user =
                users.lockByEmail(email)
                        .orElseGet(() -> person(email, hash, name, invitation.language()));
        if (!user.isActive()) {
            throw Problem.invalid(
                    List.of(
                            new FieldFault(
                                    "email",
                                    "locked-out",
                                    email,
                                    Text.of("account.fault.locked-out"))));
        }
        TenantId tenant = memberships.createFor(user.id(), name, email);
        Made made = new Made(user.id(), tenant, user.isVerified());
        if (user.isVerified()) {
            return new Invited(made, () -> letters.anotherWorkspace(user, name));
        }
        audit.record(by, null, "account.invited", user.id().toString());
        users.remember(user.id().value(), tenant.value());
        OpaqueToken token = tokens.issue(user.id(), Purpose.RESET, settings.inviteLife());
        return new Invited(made, () -> letters.invited(user, name, token));
    }

    private User person(String email, String hash, String name, String language) {
        Instant now = clock.instant();
        return users.saveAndFlush(
                new User(new UserId(Uuids.timeOrdered(now)), email, hash, name, language, now));
    }
}
