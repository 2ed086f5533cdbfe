package io.sath.platform.account.web;

import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.sath.platform.account.Accounts;
import io.sath.platform.account.Credentials;
import io.sath.platform.account.LogIn;
import io.sath.platform.account.NewAccount;
import io.sath.platform.account.Outcome;
import io.sath.platform.account.TokenLogIns;
import io.sath.platform.account.TokenPair;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import jakarta.annotation.security.PermitAll;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/auth")
@AnonymousAllowed
class AuthController {
    private final Accounts accounts;
    private final TokenLogIns logIns;

    AuthController(Accounts accounts, TokenLogIns logIns) {
        this.accounts = accounts;
        this.logIns = logIns;
    }

    record Register(
            @Nullable String email,
            @Nullable String password,
            @Nullable String name,
            @Nullable String language) {}

    @PostMapping("/register")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void register(@RequestBody Register body, HttpServletRequest request) {
        String language = body.language() == null ? asked(request) : body.language();
        NewAccount account =
                new NewAccount(
                        given(body.email()), given(body.password()), given(body.name()), language);
        switch (accounts.register(account, request.getRemoteAddr())) {
            case Outcome.Accepted() -> {}
            case Outcome.Invalid(List<FieldFault> faults) -> throw Problem.invalid(faults);
            case Outcome.TooMany tooMany -> throw Problem.rateLimited(tooMany.retryAfter());
        }
    }

    record Token(@Nullable String token) {}

    @PostMapping("/verify-email")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void verify(@RequestBody Token body, HttpServletRequest request) {
        String token = needed("token", body.token());
        switch (accounts.verify(token, request.getRemoteAddr())) {
            case Outcome.Done() -> {}
            case Outcome.TokenInvalid() -> throw tokenInvalid();
            case Outcome.TooMany tooMany -> throw Problem.rateLimited(tooMany.retryAfter());
        }
    }

    record Login(
            @Nullable String email,
            @Nullable String password,
            @Nullable String code,
            @Nullable TenantId tenantId) {}

    @PostMapping("/login")
    TokenPair login(@RequestBody Login body, HttpServletRequest request) {
        Credentials credentials =
                new Credentials(
                        needed("email", body.email()),
                        needed("password", body.password()),
                        body.tenantId(),
                        request.getRemoteAddr());
        return switch (logIns.logIn(credentials)) {
            case LogIn.Done(Caller caller) -> logIns.issue(caller);
            case LogIn.WrongCredentials() ->
                    throw Problem.of(
                            ProblemCode.INVALID_CREDENTIALS, Text.of("account.credentials"));
            case LogIn.NotVerified() ->
                    throw Problem.of(
                            ProblemCode.EMAIL_NOT_VERIFIED, Text.of("account.not-verified"));
            case LogIn.NoSuchTenant() -> throw Problem.notFound();
            case LogIn.TooMany tooMany -> throw Problem.rateLimited(tooMany.retryAfter());
        };
    }

    record Refresh(@Nullable String refreshToken, @Nullable TenantId tenantId) {}

    @PostMapping("/refresh")
    TokenPair refresh(@RequestBody Refresh body) {
        String token = needed("refreshToken", body.refreshToken());
        return switch (logIns.renew(token, body.tenantId())) {
            case TokenLogIns.Renewal.Done(TokenPair tokens) -> tokens;
            case TokenLogIns.Renewal.Reused() ->
                    throw Problem.of(ProblemCode.TOKEN_REUSED, Text.of("account.token-reused"));
            case TokenLogIns.Renewal.Over() ->
                    throw Problem.of(ProblemCode.UNAUTHENTICATED, Text.of("account.log-in-over"));
            case TokenLogIns.Renewal.NoSuchTenant() -> throw Problem.notFound();
        };
    }

    record Logout(@Nullable String refreshToken) {}

    @PostMapping("/logout")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @PermitAll
    void logout(@RequestBody Logout body, Caller caller) {
        logIns.end(caller, needed("refreshToken", body.refreshToken()));
    }

    record Forgotten(@Nullable String email) {}

    @PostMapping("/forgot-password")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void forgot(@RequestBody Forgotten body, HttpServletRequest request) {
        switch (accounts.forgot(given(body.email()), request.getRemoteAddr())) {
            case Outcome.Accepted() -> {}
            case Outcome.Invalid(List<FieldFault> faults) -> throw Problem.invalid(faults);
            case Outcome.TooMany tooMany -> throw Problem.rateLimited(tooMany.retryAfter());
        }
    }

    record NewPassword(@Nullable String token, @Nullable String password) {}

    @PostMapping("/reset-password")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void reset(@RequestBody NewPassword body, HttpServletRequest request) {
        String token = needed("token", body.token());
        switch (accounts.reset(token, given(body.password()), request.getRemoteAddr())) {
            case Outcome.Done() -> {}
            case Outcome.TokenInvalid() -> throw tokenInvalid();
            case Outcome.Invalid(List<FieldFault> faults) -> throw Problem.invalid(faults);
            case Outcome.TooMany tooMany -> throw Problem.rateLimited(tooMany.retryAfter());
        }
    }

    private static Problem tokenInvalid() {
        return Problem.of(ProblemCode.TOKEN_INVALID, Text.of("account.token-invalid"));
    }

    private static String given(@Nullable String value) {
        return value == null ? "" : value;
    }

    private static String needed(String field, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw Problem.invalid(
                    List.of(
                            new FieldFault(
                                    field, "required", null, Text.of("account.fault.required"))));
        }
        return value;
    }

    private static String asked(HttpServletRequest request) {
        Locale locale = request.getLocale();
        return request.getHeader("Accept-Language") != null && locale.getLanguage().equals("es")
                ? "es"
                : "en";
    }
}
