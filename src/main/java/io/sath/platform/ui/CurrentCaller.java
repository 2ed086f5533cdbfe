package io.sath.platform.ui;

import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import java.util.Optional;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/** Who works on the page of this thread, as the security context has it. */
@Component
public class CurrentCaller {
    public Optional<Caller> find() {
        Authentication authentication = SecurityContextHolder.getContext().getAuthentication();
        return authentication != null && authentication.getPrincipal() instanceof Caller caller
                ? Optional.of(caller)
                : Optional.empty();
    }

    /** The caller; throws the {@link Problem} unauthenticated where there is none. */
    public Caller get() {
        return find().orElseThrow(() ->
                Problem.of(ProblemCode.UNAUTHENTICATED, Text.of("ui.error.logged-out")));
    }

    public TenantId tenant() {
        return get().tenantId();
    }
}
