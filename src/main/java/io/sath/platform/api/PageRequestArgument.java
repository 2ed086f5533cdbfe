package io.sath.platform.api;

import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.Text;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Gives an endpoint which piece of a list is asked for: {@code limit}, {@code cursor}, {@code
 * order}.
 */
final class PageRequestArgument implements HandlerMethodArgumentResolver {
    private static final int MAX_CURSOR = 1_000;

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == PageRequest.class;
    }

    @Override
    public Object resolveArgument(
            MethodParameter parameter,
            @Nullable ModelAndViewContainer container,
            NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        List<FieldFault> faults = new ArrayList<>();
        int limit = limit(request.getParameter("limit"), faults);
        boolean ascending = ascending(request.getParameter("order"), faults);
        if (!faults.isEmpty()) {
            throw Problem.invalid(faults);
        }
        String cursor = request.getParameter("cursor");
        if (cursor != null && cursor.length() > MAX_CURSOR) {
            throw Problem.of(ProblemCode.CURSOR_INVALID, Text.of("problem.cursor-invalid.detail"));
        }
        return new PageRequest(
                limit, cursor == null || cursor.isEmpty() ? null : cursor, ascending);
    }

    private static int limit(@Nullable String text, List<FieldFault> faults) {
        if (text == null) {
            return PageRequest.DEFAULT_LIMIT;
        }
        if (text.matches("[0-9]{1,3}")) {
            int limit = Integer.parseInt(text);
            if (limit >= 1 && limit <= PageRequest.MAX_LIMIT) {
                return limit;
            }
        }
        faults.add(
                new FieldFault(
                        "limit",
                        "range",
                        shown(text),
                        Text.of("api.fault.limit", PageRequest.MAX_LIMIT)));
        return PageRequest.DEFAULT_LIMIT;
    }

    private static boolean ascending(@Nullable String text, List<FieldFault> faults) {
        if (text == null || text.equals("desc")) {
            return false;
        }
        if (!text.equals("asc")) {
            faults.add(new FieldFault("order", "unknown", shown(text), Text.of("api.fault.order")));
        }
        return true;
    }

    private static String shown(String text) {
        return text.length() <= 100 ? text : text.substring(0, 100) + "…";
    }
}
