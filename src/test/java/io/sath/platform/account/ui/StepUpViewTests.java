package io.sath.platform.account.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.textfield.PasswordField;
import com.vaadin.flow.internal.CurrentInstance;
import com.vaadin.flow.server.VaadinRequest;
import com.vaadin.flow.server.VaadinServletRequest;
import io.sath.platform.account.Credentials;
import io.sath.platform.account.LogIn;
import io.sath.platform.account.LogIns;
import io.sath.platform.shared.Caller;
import io.sath.platform.support.Entrance;
import io.sath.platform.support.ViewTest;
import io.sath.platform.ui.CurrentCaller;
import io.sath.platform.ui.StepUp;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;

class StepUpViewTests extends ViewTest {
    @Autowired StepUp stepUp;
    @Autowired LogIns logIns;
    @Autowired CurrentCaller current;
    @Autowired JdbcClient jdbc;

    private final List<Caller> passed = new ArrayList<>();

    @BeforeEach
    void aPage() {
        navigate(ProfileView.class);
    }

    @Test
    void aFreshLogInIsAskedNothing() {
        Caller caller = loggedInAgo(Duration.ofMinutes(4));
        stepUp.require(passed::add);
        assertThat(passed).containsExactly(caller);
        assertThat(find(PasswordField.class).exists()).isFalse();
    }

    @Test
    void anOlderOneIsAskedForThePasswordAndThenGoesOnWithAFreshCaller() {
        Caller old = loggedInAgo(Duration.ofMinutes(6));
        stepUp.require(passed::add);
        assertThat(passed).isEmpty();

        AtomicInteger changed = countingSessionIds();
        submit(Entrance.PASSWORD);

        assertThat(changed).hasValue(1);
        assertThat(passed).hasSize(1);
        Caller fresh = passed.getFirst();
        assertThat(fresh.authId()).isEqualTo(old.authId());
        assertThat(fresh.authenticatedAt()).isAfter(old.authenticatedAt().plusSeconds(300));
        assertThat(current.get()).isEqualTo(fresh);
        assertThat(logIns.current(old.authId())).isEqualTo(fresh);
        assertThat(find(PasswordField.class).exists()).isFalse();
    }

    @Test
    void aWrongPasswordIsToldAtTheFieldWhichIsEmptyAgain() {
        Caller old = loggedInAgo(Duration.ofMinutes(6));
        stepUp.require(passed::add);
        submit("not the password");
        PasswordField field = find(PasswordField.class).single();
        assertThat(field.getErrorMessage()).isEqualTo("The password is not right. Type it again.");
        assertThat(field.getValue()).isEmpty();
        assertThat(passed).isEmpty();
        assertThat(current.get()).isEqualTo(old);
    }

    @Test
    void guessingIsLimitedAsALogInIs() {
        loggedInAgo(Duration.ofMinutes(6));
        stepUp.require(passed::add);
        for (int i = 0; i < 5; i++) {
            submit("not the password");
        }
        submit(Entrance.PASSWORD);
        assertThat(find(PasswordField.class).single().getErrorMessage())
                .startsWith("Too many attempts");
        assertThat(passed).isEmpty();
        assertThat(
                        logIns.logIn(
                                new Credentials(
                                        person().email(), Entrance.PASSWORD, null, "192.0.2.1")))
                .isInstanceOf(LogIn.TooMany.class);
    }

    @Test
    void whoGoesBackRunsNothing() {
        loggedInAgo(Duration.ofMinutes(6));
        stepUp.require(passed::add);
        test(find(PasswordField.class).single()).setValue(Entrance.PASSWORD);
        test(find(Button.class).withText("Back").single()).click();
        assertThat(find(PasswordField.class).exists()).isFalse();
        assertThat(passed).isEmpty();
    }

    @Test
    void anEndedLogInCannotBeProvedAgain() {
        Caller old = loggedInAgo(Duration.ofMinutes(6));
        logIns.end(old.authId());
        SecurityContextHolder.getContext()
                .setAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated(old, "", List.of()));
        stepUp.require(passed::add);
        submit(Entrance.PASSWORD);
        assertThat(passed).isEmpty();
        assertThat(logIns.current(old.authId())).isNull();
    }

    /** The pages' request without a browser has no session whose id could change. */
    private static AtomicInteger countingSessionIds() {
        VaadinServletRequest real = Objects.requireNonNull(VaadinServletRequest.getCurrent());
        AtomicInteger changed = new AtomicInteger();
        HttpServletRequestWrapper request =
                new HttpServletRequestWrapper(real.getHttpServletRequest()) {
                    @Override
                    public String changeSessionId() {
                        return "session-" + changed.incrementAndGet();
                    }
                };
        CurrentInstance.set(
                VaadinRequest.class, new VaadinServletRequest(request, real.getService()));
        return changed;
    }

    private void submit(String password) {
        test(find(PasswordField.class).single()).setValue(password);
        test(find(Button.class).withId("step-up-confirm").single()).click();
    }

    private Caller loggedInAgo(Duration age) {
        Entrance.open(person(), jdbc);
        LogIn done =
                logIns.logIn(
                        new Credentials(person().email(), Entrance.PASSWORD, null, "192.0.2.1"));
        Caller now = ((LogIn.Done) done).caller();
        Instant then = now.authenticatedAt().minus(age);
        jdbc.sql("UPDATE sessions SET authenticated_at = ? WHERE id = ?")
                .params(Timestamp.from(then), UUID.fromString(now.authId()))
                .update();
        Caller old = new Caller(now.userId(), now.tenantId(), now.roles(), then, now.authId());
        SecurityContextHolder.getContext()
                .setAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated(old, "", List.of()));
        return old;
    }
}
