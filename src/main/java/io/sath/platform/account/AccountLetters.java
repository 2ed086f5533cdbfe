package io.sath.platform.account;

import io.sath.platform.mail.Letter;
import io.sath.platform.mail.Mails;
import io.sath.platform.shared.Text;
import java.net.URI;
import java.time.Duration;
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
                hours(settings.verifyLife()),
                settings.link(AccountNavigation.VERIFY, token.text()));
    }

    /** A letter that is made, with its token, in the background. */
    void newPassword(Supplier<Optional<NewPassword>> wanted) {
        mails.send(() ->
                wanted.get()
                        .map(one ->
                                letter(
                                        one.user(),
                                        "new-password",
                                        minutes(settings.resetLife()),
                                        settings.link(
                                                AccountNavigation.NEW_PASSWORD,
                                                one.token().text()))));
    }

    record NewPassword(User user, OpaqueToken token) {}

    /** For whoever signs up with an e-mail that has an account: the page tells them nothing. */
    void alreadyKnown(User user) {
        send(
                user,
                "already-known",
                "",
                URI.create(settings.publicUrl() + "/" + AccountNavigation.FORGOTTEN));
    }

    void passwordChanged(User user) {
        send(
                user,
                "password-changed",
                "",
                URI.create(settings.publicUrl() + "/" + AccountNavigation.FORGOTTEN));
    }

    private void send(User user, String kind, Object value, URI link) {
        mails.send(letter(user, kind, value, link));
    }

    private static Letter letter(User user, String kind, Object value, URI link) {
        String key = "account.mail." + kind;
        return new Letter(
                user.email(),
                Locale.of(user.language()),
                Text.of(key + ".subject"),
                List.of(
                        Text.of("account.mail.greeting", user.name()),
                        Text.of(key + ".text", value)),
                new Letter.Action(Text.of(key + ".action"), link));
    }

    private static long hours(Duration life) {
        return life.toHours();
    }

    private static long minutes(Duration life) {
        return life.toMinutes();
    }
}
