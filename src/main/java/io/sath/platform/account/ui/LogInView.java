package io.sath.platform.account.ui;

import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.login.LoginForm;
import com.vaadin.flow.component.login.LoginI18n;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.sath.platform.account.AccountNavigation;
import io.sath.platform.account.LogInFailure;
import io.sath.platform.ui.CurrentCaller;
import io.sath.platform.ui.PublicLayout;
import io.sath.platform.ui.Tone;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** Log-in with e-mail and password: an ordinary form post, so that password managers know it. */
@Route(value = AccountNavigation.LOG_IN, layout = PublicLayout.class)
@AnonymousAllowed
class LogInView extends PublicPage implements BeforeEnterObserver {
    private static final long serialVersionUID = 1L;

    /** The query parameter that says what was done just before. */
    static final String DONE = "done";

    private final transient CurrentCaller caller;

    LogInView(CurrentCaller caller) {
        this.caller = caller;
        LoginForm form = new LoginForm(words());
        form.setAction(AccountNavigation.LOG_IN);
        form.addForgotPasswordListener(
                event -> getUI().ifPresent(ui -> ui.navigate(ForgottenPasswordView.class)));
        show(
                texts.get("account.page.log-in"),
                texts.get("account.page.log-in.text"),
                form,
                links(
                        new Span(
                                new Span(texts.get("account.page.log-in.new") + " "),
                                link("account.page.log-in.sign-up", SignUpView.class))));
    }

    @Override
    public void beforeEnter(BeforeEnterEvent event) {
        if (caller.find().isPresent()) {
            event.forwardTo("");
            return;
        }
        var query = event.getLocation().getQueryParameters();
        query.getSingleParameter(DONE)
                .map(Done::of)
                .flatMap(found -> found)
                .ifPresent(done -> tell(Tone.OK, texts.get(done.textKey)));
        query.getSingleParameter("error")
                .ifPresent(word ->
                        refuse(
                                failure(word),
                                query.getSingleParameter("wait")
                                        .filter(text -> text.matches("\\d{1,6}"))
                                        .map(Long::parseLong)
                                        .orElse(60L)));
    }

    private void refuse(LogInFailure failure, long waitSeconds) {
        switch (failure) {
            case CREDENTIALS -> tell(Tone.ERR, texts.get("account.page.log-in.wrong"));
            case NOT_VERIFIED -> tell(Tone.WARN, texts.get("account.page.log-in.not-verified"));
            case TOO_MANY -> tellTooMany(Duration.ofSeconds(waitSeconds));
            case UNAVAILABLE -> tell(Tone.ERR, texts.get("account.page.log-in.unavailable"));
        }
    }

    private static LogInFailure failure(String word) {
        return Arrays.stream(LogInFailure.values())
                .filter(failure -> failure.word().equals(word))
                .findFirst()
                .orElse(LogInFailure.CREDENTIALS);
    }

    private LoginI18n words() {
        LoginI18n words = LoginI18n.createDefault();
        LoginI18n.Form form = new LoginI18n.Form();
        form.setTitle("");
        form.setUsername(texts.get("account.page.email"));
        form.setPassword(texts.get("account.page.password"));
        form.setSubmit(texts.get("account.page.log-in.submit"));
        form.setForgotPassword(texts.get("account.page.log-in.forgotten"));
        words.setForm(form);
        LoginI18n.ErrorMessage missing = new LoginI18n.ErrorMessage();
        missing.setUsername(texts.get("account.fault.required"));
        missing.setPassword(texts.get("account.fault.required"));
        words.setErrorMessage(missing);
        return words;
    }

    /** What a person did just before they come here. */
    enum Done {
        VERIFIED("account.page.log-in.verified"),
        NEW_PASSWORD("account.page.log-in.new-password");

        private final String textKey;

        Done(String textKey) {
            this.textKey = textKey;
        }

        String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }

        private static Optional<Done> of(String word) {
            return Arrays.stream(values()).filter(done -> done.word().equals(word)).findFirst();
        }
    }
}
