package io.sath.platform.api;

import io.sath.platform.account.AccessTokens;
import io.sath.platform.database.RateLimits;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.Text;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/**
 * The way into the REST API: bearer tokens alone, no cookie is looked at and no session made, so
 * that no page of another site can act in somebody's name.
 *
 * <p>Which endpoint needs whom is {@link EndpointAccess}' business; what is not listed here below
 * the other paths is closed.
 */
@Configuration(proxyBeanMethods = false)
class ApiSecurity {
    private static final String[] PATHS = {
        "/api",
        "/api/**",
        "/v3/api-docs",
        "/v3/api-docs/**",
        "/v3/api-docs.yaml",
        "/actuator/**",
        "/.well-known/**"
    };
    private static final String[] OPEN = {
        "/api",
        "/api/**",
        "/v3/api-docs",
        "/v3/api-docs/**",
        "/v3/api-docs.yaml",
        "/actuator/health",
        "/.well-known/jwks.json"
    };

    @Bean
    @Order(1)
    SecurityFilterChain api(
            HttpSecurity http,
            ProblemWriter problems,
            AccessTokens tokens,
            RateLimits limits,
            PlanRates plans,
            CallMeter meter,
            IdempotencyKeys keys) {
        http.securityMatcher(PATHS)
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(
                        sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .headers(headers ->
                        headers.referrerPolicy(policy -> policy.policy(ReferrerPolicy.NO_REFERRER))
                                .contentSecurityPolicy(policy ->
                                        policy.policyDirectives(
                                                "default-src 'none';" + " frame-ancestors 'none'")))
                .authorizeHttpRequests(requests ->
                        requests.requestMatchers(OPEN).permitAll().anyRequest().denyAll())
                .exceptionHandling(handling ->
                        handling.authenticationEntryPoint((request, response, e) ->
                                        problems.write(Problem.notFound(), request, response))
                                .accessDeniedHandler((request, response, e) ->
                                        problems.write(Problem.notFound(), request, response)));
        http.addFilterAfter(new ApiFaults(problems), HeaderWriterFilter.class)
                .addFilterBefore(new BodyLimit(), AuthorizationFilter.class)
                .addFilterBefore(new BearerFilter(tokens), AuthorizationFilter.class)
                .addFilterBefore(new CallLimits(limits, plans, meter), AuthorizationFilter.class)
                .addFilterBefore(new IdempotencyFilter(keys), AuthorizationFilter.class);
        return http.build();
    }

    /**
     * An address that the firewall refuses gets a problem below {@code /api}, a bare 400 elsewhere.
     */
    @Bean
    RequestRejectedHandler rejectedRequests(ProblemWriter problems) {
        return (request, response, e) -> {
            if (request.getRequestURI().startsWith("/api")) {
                problems.write(
                        Problem.of(ProblemCode.MALFORMED, Text.of("api.rejected")),
                        request,
                        response);
            } else {
                response.sendError(HttpServletResponse.SC_BAD_REQUEST);
            }
        };
    }
}
