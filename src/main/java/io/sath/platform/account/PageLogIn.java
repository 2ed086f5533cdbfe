package io.sath.platform.account;

import io.sath.platform.shared.Caller;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.web.authentication.WebAuthenticationDetails;
import org.springframework.stereotype.Component;

/** Logs a person in from the form of the log-in page; the principal is a {@link Caller}. */
@Component
class PageLogIn implements AuthenticationProvider {
    private final LogIns logIns;

    PageLogIn(LogIns logIns) {
        this.logIns = logIns;
    }

    @Override
    public Authentication authenticate(Authentication asked) {
        String address =
                asked.getDetails() instanceof WebAuthenticationDetails details
                        ? details.getRemoteAddress()
                        : "";
        Credentials credentials =
                new Credentials(
                        asked.getName(), String.valueOf(asked.getCredentials()), null, address);
        return switch (logIns.logIn(credentials)) {
            case LogIn.Done(Caller caller) -> authentication(caller);
            case LogIn.WrongCredentials() ->
                    throw new BadCredentialsException("e-mail or password is wrong");
            // A page's log-in asks for no workspace: somebody who has none is told no more.
            case LogIn.NoSuchTenant() ->
                    throw new BadCredentialsException("the person has no workspace");
            case LogIn.NotVerified() -> throw new Refused(LogInFailure.NOT_VERIFIED, null);
            case LogIn.TooMany(Duration wait) -> throw new Refused(LogInFailure.TOO_MANY, wait);
        };
    }

    /** As a page's session holds a caller. */
    static Authentication authentication(Caller caller) {
        return UsernamePasswordAuthenticationToken.authenticated(
                caller,
                null,
                caller.roles().stream()
                        .map(role -> new SimpleGrantedAuthority(role.authority()))
                        .toList());
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }

    /** A refusal that the log-in page tells apart. */
    static final class Refused extends AuthenticationException {
        private static final long serialVersionUID = 1L;

        private final LogInFailure failure;
        private final @Nullable Duration wait;

        Refused(LogInFailure failure, @Nullable Duration wait) {
            super(failure.word());
            this.failure = failure;
            this.wait = wait;
        }

        LogInFailure failure() {
            return failure;
        }

        @Nullable Duration waiting() {
            return wait;
        }
    }
}
