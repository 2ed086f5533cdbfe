package io.sath.platform.api;

import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.Role;
import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.lang.annotation.Annotation;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.HandlerInterceptor;

/**
 * Who may call an endpoint, as the endpoint's method (or else its class) says: {@link
 * AnonymousAllowed} everybody, {@link PermitAll} whoever is logged in, {@link RolesAllowed} who has
 * one of the roles. One that says nothing is closed.
 */
final class EndpointAccess implements HandlerInterceptor {
    /** What an endpoint states. */
    sealed interface Stated {
        record Everybody() implements Stated {}

        record LoggedIn() implements Stated {}

        record OneOf(Set<Role> roles) implements Stated {}
    }

    @Override
    public boolean preHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        // A second dispatch of an answer that is under way was let in by the first.
        if (request.getDispatcherType() == DispatcherType.REQUEST
                && handler instanceof HandlerMethod method
                && method.getBeanType().getName().startsWith("io.sath.")) {
            check(stated(method), request);
        }
        return true;
    }

    private static void check(@Nullable Stated stated, HttpServletRequest request) {
        if (stated instanceof Stated.Everybody) {
            return;
        }
        Caller caller = BearerFilter.caller();
        if (caller == null) {
            throw BearerFilter.refusal(request);
        }
        boolean allowed =
                switch (stated) {
                    case null -> false;
                    case Stated.Everybody() -> true;
                    case Stated.LoggedIn() -> true;
                    case Stated.OneOf(Set<Role> roles) -> roles.stream().anyMatch(caller::has);
                };
        if (!allowed) {
            throw Problem.forbidden();
        }
    }

    /** What a method states, or else its class; null where neither does. */
    static @Nullable Stated stated(HandlerMethod method) {
        for (var element :
                new java.lang.reflect.AnnotatedElement[] {
                    method.getMethod(), method.getBeanType()
                }) {
            if (has(element, AnonymousAllowed.class)) {
                return new Stated.Everybody();
            }
            RolesAllowed roles =
                    AnnotatedElementUtils.findMergedAnnotation(element, RolesAllowed.class);
            if (roles != null) {
                return new Stated.OneOf(
                        Arrays.stream(roles.value())
                                .map(Role::valueOf)
                                .collect(Collectors.toUnmodifiableSet()));
            }
            if (has(element, PermitAll.class)) {
                return new Stated.LoggedIn();
            }
        }
        return null;
    }

    private static boolean has(
            java.lang.reflect.AnnotatedElement element, Class<? extends Annotation> annotation) {
        return AnnotatedElementUtils.hasAnnotation(element, annotation);
    }
}
