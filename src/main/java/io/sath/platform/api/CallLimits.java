package io.sath.platform.api;

import io.sath.platform.database.Rate;
import io.sath.platform.database.RateLimits;
import io.sath.platform.database.Take;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Problem;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Limits calls: by network address where nobody is known, else by person and by what the tenant's
 * plan allows; an operator has the highest plan's number. The strictest is in the headers.
 */
final class CallLimits extends OncePerRequestFilter {
    /** A shield in front of what is open, far above what a person does. */
    private static final Rate PER_ADDRESS = Rate.perMinute(300);

    /** As many as the highest plan allows a tenant. */
    private static final Rate PER_PERSON = Rate.perMinute(1_000);

    private final RateLimits limits;
    private final PlanRates plans;
    private final CallMeter meter;

    CallLimits(RateLimits limits, PlanRates plans, CallMeter meter) {
        this.limits = limits;
        this.plans = plans;
        this.meter = meter;
    }

    @Override
    protected void doFilterInternal(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        Caller caller = BearerFilter.caller();
        if (caller == null) {
            String network = RateLimits.networkOf(request.getRemoteAddr());
            check(limits.tryTakeLocally("api:" + network, PER_ADDRESS), PER_ADDRESS, response);
        } else {
            check(
                    limits.tryTakeLocally("api:" + caller.userId(), PER_PERSON),
                    PER_PERSON,
                    response);
            if (!caller.isOperator()) {
                Rate plan = plans.of(caller.tenantId());
                check(limits.tryTake("calls:" + caller.tenantId(), plan), plan, response);
            }
            meter.count(caller.tenantId());
        }
        chain.doFilter(request, response);
    }

    private static void check(Take take, Rate rate, HttpServletResponse response) {
        switch (take) {
            case Take.Taken(long remaining, Duration resetIn) ->
                    tell(response, rate, remaining, resetIn);
            case Take.Refused(Duration retryAfter) -> {
                tell(response, rate, 0, retryAfter);
                throw Problem.rateLimited(retryAfter);
            }
        }
    }

    private static void tell(
            HttpServletResponse response, Rate rate, long remaining, Duration resetIn) {
        response.setHeader("RateLimit-Limit", String.valueOf(rate.tokens()));
        response.setHeader("RateLimit-Remaining", String.valueOf(remaining));
        response.setHeader("RateLimit-Reset", String.valueOf(ProblemWriter.seconds(resetIn)));
    }
}
