package io.sath.platform.account.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.H1;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.textfield.EmailField;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.component.textfield.TextField;
import io.sath.platform.account.Accounts;
import io.sath.platform.account.Invitation;
import io.sath.platform.account.Invitations;
import io.sath.platform.account.Membership;
import io.sath.platform.support.Mailbox;
import io.sath.platform.support.ViewTest;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.simple.JdbcClient;

class PublicPagesViewTests extends ViewTest {
    private static final String PASSWORD = "cuatro caballos verdes";

    @Autowired JdbcClient jdbc;
    @Autowired Invitations invitations;
    @Autowired Accounts accounts;

    @Value("${sath.data-dir}")
    Path data;

    @Override
    protected boolean loggedIn() {
        return false;
    }

    @Nested
    class SigningUp {
        @Test
        void saysWhatIsWrongAtEachField() {
            navigate(SignUpView.class);
            submit();
            assertThat(find(TextField.class).single().isInvalid()).isTrue();
            assertThat(find(EmailField.class).single().isInvalid()).isTrue();
            assertThat(find(PasswordField.class).single().getErrorMessage())
                    .isEqualTo("Fill this in.");
        }

        @Test
        void keepsNoPasswordInThePageWhateverComesOfIt() {
            navigate(SignUpView.class);
            fill("Ana", "no e-mail", PASSWORD);
            submit();
            assertThat(find(PasswordField.class).single().getValue()).isEmpty();
            assertThat(find(PasswordField.class).single().getErrorMessage())
                    .contains("Type the password again");
        }

        @Test
        void saysTheSameForAKnownEmailAndANewOne() {
            navigate(SignUpView.class);
            fill("Ana", person().email(), PASSWORD);
            submit();
            String known = find(H1.class).withText("Check your mail").single().getText();
            navigate(LogInView.class);
            navigate(SignUpView.class);
            fill("Ana", "new-" + person().email(), PASSWORD);
            submit();
            assertThat(find(H1.class).withText(known).exists()).isTrue();
        }

        private void fill(String name, String email, String password) {
            test(find(TextField.class).single()).setValue(name);
            test(find(EmailField.class).single()).setValue(email);
            test(find(PasswordField.class).single()).setValue(password);
        }
    }

    @Nested
    class LoggingIn {
        @Test
        void isAnOrdinaryFormPost() {
            navigate(LogInView.class);
            assertThat(find(LoginForm.class).single().getAction()).isEqualTo("login");
        }

        @Test
        void saysWhyItWasRefusedWithoutTellingWhichWasWrong() {
            open("login", Map.of("error", "credentials"));
            assertThat(said()).contains("E-mail or password is wrong.");
        }

        @Test
        void saysHowLongToWait() {
            open("login", Map.of("error", "too-many", "wait", "840"));
            assertThat(said()).contains("Too many attempts. Wait 14\u00a0min and try again.");
        }

        @Test
        void takesAnUnknownReasonForWrongCredentials() {
            open("login", Map.of("error", "<script>"));
            assertThat(said()).contains("E-mail or password is wrong.");
        }
    }

    @Nested
    class OpeningAMailedLink {
        @Test
        void changesNothingUntilItsButtonIsPressed() {
            jdbc.sql("UPDATE users SET verified_at = NULL WHERE id = ?")
                    .param(person().id().value())
                    .update();
            open("verify", Map.of("token", "unknown"));
            assertThat(find(Button.class).withText("Confirm my e-mail").exists()).isTrue();
            assertThat(said()).noneMatch(text -> text.contains("expired"));
            submit();
            assertThat(said()).anyMatch(text -> text.contains("was used already or has expired"));
        }

        @Test
        void withoutATokenSaysHowToGetAnother() {
            navigate(NewPasswordView.class);
            assertThat(said()).contains("Ask for another link");
            assertThat(find(PasswordField.class).exists()).isFalse();
        }

        @Test
        void asSomebodyInvitedLeadsToAFirstPassword() {
            Invitations.Made made =
                    invitations.invite(
                            person().id(),
                            new Invitation("Desk", "invited-" + person().email(), "en"),
                            ignored -> {});
            String link =
                    await().until(
                                    () ->
                                            new Mailbox(data)
                                                    .link(
                                                            "invited-" + person().email(),
                                                            "/welcome"),
                                    Optional::isPresent)
                            .orElseThrow();
            open("welcome", Map.of("token", link.substring(link.indexOf('=') + 1)));
            assertThat(find(H1.class).single().getText()).isEqualTo("Welcome to SATH");
            assertThat(said()).contains("Choose a password and your workspace is ready.");

            test(find(PasswordField.class).single()).setValue("short");
            submit();
            assertThat(find(PasswordField.class).single().getErrorMessage()).contains("too short");
            test(find(PasswordField.class).single()).setValue(PASSWORD);
            submit();

            assertThat(said()).contains("E-mail confirmed. You can log in now.");
            assertThat(accounts.profile(made.owner()).tenants())
                    .extracting(Membership::status)
                    .containsExactly("active");
        }
    }

    @Test
    void aForgottenPasswordIsAnsweredTheSameForAnyone() {
        navigate(ForgottenPasswordView.class);
        test(find(EmailField.class).single()).setValue("nobody@example.com");
        submit();
        assertThat(find(H1.class).single().getText()).isEqualTo("Check your mail");
    }

    @Test
    void everyPageIsOpenToEveryone() {
        for (var page :
                Map.of(
                                "login", LogInView.class,
                                "sign-up", SignUpView.class,
                                "verify", VerifyView.class,
                                "forgotten-password", ForgottenPasswordView.class,
                                "new-password", NewPasswordView.class,
                                "welcome", WelcomeView.class)
                        .entrySet()) {
            assertThat(navigate(page.getKey(), page.getValue())).isNotNull();
        }
    }

    private void submit() {
        test(primary()).click();
    }
}
