package io.sath.platform.tenant.web;

import io.sath.platform.account.Membership;
import io.sath.platform.account.Memberships;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import io.sath.platform.tenant.PlanOf;
import io.sath.platform.tenant.Tenant;
import io.sath.platform.tenant.TenantJson;
import io.sath.platform.tenant.Tenants;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A tenant, as its members and operators see it. */
@RestController
@RequestMapping("/api/v1/tenants")
class TenantController {
    private final Tenants tenants;
    private final PlanOf plans;
    private final Memberships memberships;

    TenantController(Tenants tenants, PlanOf plans, Memberships memberships) {
        this.tenants = tenants;
        this.plans = plans;
        this.memberships = memberships;
    }

    record Change(@Nullable String name, @Nullable String email) {}

    @GetMapping("/{id}")
    @RolesAllowed({"VIEWER", "ADMIN"})
    TenantJson get(@PathVariable String id, Caller caller) {
        TenantId tenant = TenantId.ofPath(id);
        @Nullable Role role = roleOf(caller, tenant);
        return json(tenants.get(tenant), role);
    }

    @PutMapping("/{id}")
    @RolesAllowed({"VIEWER", "ADMIN"})
    TenantJson put(@PathVariable String id, @RequestBody Change change, Caller caller) {
        TenantId tenant = TenantId.ofPath(id);
        @Nullable Role role = roleOf(caller, tenant);
        if (role != Role.OWNER && !caller.isOperator()) {
            throw Problem.forbidden();
        }
        List<FieldFault> missing = new ArrayList<>();
        String name = required("name", change.name(), missing);
        String email = required("email", change.email(), missing);
        if (!missing.isEmpty()) {
            throw Problem.invalid(missing);
        }
        return json(tenants.change(tenant, name, email), role);
    }

    private TenantJson json(Tenant tenant, @Nullable Role role) {
        Map<TenantId, String> codes = plans.codes(List.of(tenant.id()));
        return TenantJson.of(tenant, codes.getOrDefault(tenant.id(), ""), role);
    }

    /** Another's tenant is not found, so that nobody learns that it is there. */
    private @Nullable Role roleOf(Caller caller, TenantId tenant) {
        Optional<Role> role =
                memberships.of(caller.userId()).stream()
                        .filter(membership -> membership.id().equals(tenant))
                        .map(Membership::role)
                        .findFirst();
        if (role.isEmpty() && !caller.isOperator()) {
            throw Problem.notFound();
        }
        return role.orElse(null);
    }

    private static String required(String field, @Nullable String value, List<FieldFault> missing) {
        if (value == null) {
            missing.add(new FieldFault(field, "required", null, Text.of("tenant.field.required")));
            return "";
        }
        return value;
    }
}
