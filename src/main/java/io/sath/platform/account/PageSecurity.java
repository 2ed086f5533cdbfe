package io.sath.platform.account;

import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import io.sath.platform.shared.Caller;
import jakarta.servlet.DispatcherType;
import java.time.Duration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.core.context.SecurityContextHolderStrategy;
import org.springframework.security.web.DefaultRedirectStrategy;
import org.springframework.security.web.RedirectStrategy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AuthenticationFailureHandler;
import org.springframework.security.web.authentication.logout.LogoutFilter;
import org.springframework.security.web.authentication.logout.LogoutHandler;
import org.springframework.security.web.context.SecurityContextHolderFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * The way into the pages: a session with a cookie, begun by the form of the log-in page.
 *
 * <p>The session's id changes at log-in. Everything but what Vaadin needs before a log-in asks for
 * one; who may see which page stands on the page's view.
 */
@Configuration(proxyBeanMethods = false)
class PageSecurity {
    private static final String LOG_IN = "/" + AccountNavigation.LOG_IN;

    /** Vaadin's client writes its own scripts and styles into the page and evaluates some. */
    private static final String CONTENT =
            "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval';"
                    + " style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:;"
                    + " font-src 'self' data:; connect-src 'self'; object-src 'none';"
                    + " base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    @Bean
    @Order(2)
    SecurityFilterChain pages(
            HttpSecurity http,
            PageLogIn pageLogIn,
            LogIns logIns,
            PageSessions sessions,
            SecurityContextHolderStrategy holder,
            AccountSettings settings) {
        http.authenticationProvider(pageLogIn)
                // What a request that was let in fails with is not asked who it is again.
                .authorizeHttpRequests(requests ->
                        requests.dispatcherTypeMatchers(DispatcherType.ERROR).permitAll())
                .with(
                        VaadinSecurityConfigurer.vaadin(),
                        vaadin ->
                                vaadin.loginView(LOG_IN)
                                        // An address of no page is the pages' own business to tell.
                                        .anyRequest(request -> request.authenticated())
                                        .addLogoutHandler(ending(logIns)))
                .formLogin(form -> form.failureHandler(failure()))
                .headers(headers ->
                        headers.contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT))
                                // Mailed links carry a token: no other site learns it. With
                                // no-referrer browsers would hide the origin of our own forms.
                                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                                .permissionsPolicyHeader(policy ->
                                        policy.policy(
                                                "camera=(), geolocation=(),"
                                                        + " microphone=(),"
                                                        + " payment=()")))
                .addFilterAfter(
                        new OpenLogIns(logIns, sessions, holder), SecurityContextHolderFilter.class)
                .addFilterBefore(new SameOrigin(settings.publicUrl()), LogoutFilter.class);
        return http.build();
    }

    private static LogoutHandler ending(LogIns logIns) {
        return (request, response, authentication) -> {
            if (authentication != null && authentication.getPrincipal() instanceof Caller caller) {
                logIns.end(caller.authId());
            }
        };
    }

    /** Opens the log-in page again with the reason, and never with the e-mail. */
    private static AuthenticationFailureHandler failure() {
        RedirectStrategy redirects = new DefaultRedirectStrategy();
        return (request, response, fault) ->
                redirects.sendRedirect(request, response, LOG_IN + "?error=" + reason(fault));
    }

    private static String reason(AuthenticationException fault) {
        if (fault instanceof PageLogIn.Refused refused) {
            Duration wait = refused.waiting();
            return refused.failure().word()
                    + (wait == null ? "" : "&wait=" + Math.max(1, wait.toSeconds()));
        }
        return fault instanceof BadCredentialsException
                ? LogInFailure.CREDENTIALS.word()
                : LogInFailure.UNAVAILABLE.word();
    }
}
