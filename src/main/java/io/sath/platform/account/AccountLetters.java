package io.sath.platform.account;

import io.sath.platform.mail.Letter;
import io.sath.platform.mail.Mails;
import io.sath.platform.shared.Text;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/** The letters that people get about their accounts. */
@Component
class AccountLetters {
    private final Mails mails;
    private final AccountSettings settings;

    AccountLetters(Mails mails, AccountSettings settings) {
        this.mails = mails;
        this.settings = settings;
    }

    void confirm(User user, OpaqueToken token) {
        send(
                user,
                "confirm",
                settings.link(AccountNavigation.VERIFY, token.text()),
                settings.verifyLife().toHours());
    }

    /** A letter that is made, with its token, in the background. */
    void newPassword(Supplier<Optional<NewPassword>> wanted) {
        mails.send(() ->
                wanted.get()
                        .map(one ->
                                letter(
                                        one.user(),
                                        "new-password",
                                        settings.link(
                                                AccountNavigation.NEW_PASSWORD, one.token().text()),
                                        settings.resetLife().toMinutes())));
    }

    record NewPassword(User user, OpaqueToken token) {}

    /** For whoever signs up with an e-mail that has an account: the page tells them nothing. */
    void alreadyKnown(User user) {
        send(user, "already-known", page(AccountNavigation.FORGOTTEN));
    }

    void passwordChanged(User user) {
        send(user, "password-changed", page(AccountNavigation.FORGOTTEN));
    }

    /** For whoever owns a workspace and has no password yet. */
    void invited(User user, String workspace, OpaqueToken token) {
        send(
                user,
                "invited",
                settings.link(AccountNavigation.WELCOME, token.text()),
                workspace,
                settings.inviteLife().toDays());
    }

    /** For whoever owns a workspace more. */
    void anotherWorkspace(User user, String workspace) {
        send(user, "another-workspace", page(AccountNavigation.LOG_IN), workspace);
    }

    private URI page(String route) {
        return URI.create(settings.publicUrl() + "/" + route);
    }

    private void send(User user, String kind, URI link, Object... values) {
        mails.send(letter(user, kind, link, values));
    }

    private static Letter letter(User user, String kind, URI link, Object... values) {
        String key = "account.mail." + kind;
        return new Letter(
                user.email(),
                Locale.of(user.language()),
                Text.of(key + ".subject"),
                List.of(
                        Text.of("account.mail.greeting", user.name()),
                        Text.of(key + ".text", values)),
                new Letter.Action(Text.of(key + ".action"), link));
    }
}
