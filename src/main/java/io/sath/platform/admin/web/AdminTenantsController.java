package io.sath.platform.admin.web;

import io.sath.platform.admin.Operations;
import io.sath.platform.admin.Operations.PlannedTenant;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import io.sath.platform.tenant.TenantJson;
import io.sath.platform.tenant.TenantStatus;
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

/** All tenants, for operators. */
@RestController
@RequestMapping("/api/v1/admin/tenants")
@RolesAllowed("ADMIN")
class AdminTenantsController {
    private static final int LONGEST_VALUE = 100;

    private final Operations operations;

    AdminTenantsController(Operations operations) {
        this.operations = operations;
    }

    /**
     * @param limits what differs from the plan's; left out: as they are
     */
    record Change(
            @Nullable String status,
            @Nullable String plan,
            @Nullable Map<String, @Nullable Object> limits) {}

    @GetMapping
    Page<TenantJson> list(PageRequest request, Caller caller) {
        return operations.tenants(caller, request).map(AdminTenantsController::json);
    }

    @PutMapping("/{id}")
    TenantJson put(@PathVariable String id, @RequestBody Change change, Caller caller) {
        TenantId tenant = TenantId.ofPath(id);
        List<FieldFault> faults = new ArrayList<>();
        Optional<TenantStatus> status =
                Optional.ofNullable(change.status()).flatMap(TenantStatus::of);
        if (status.isEmpty()) {
            faults.add(fault("status", change.status(), Text.of("admin.status.unknown")));
        }
        String plan = change.plan();
        if (plan == null) {
            faults.add(fault("plan", null, Text.of("admin.plan.required")));
        }
        if (status.isEmpty() || plan == null) {
            throw Problem.invalid(faults);
        }
        return json(operations.change(caller, tenant, status.get(), plan, change.limits()));
    }

    private static TenantJson json(PlannedTenant planned) {
        return TenantJson.of(planned.tenant(), planned.plan(), null);
    }

    private static FieldFault fault(String field, @Nullable String value, Text message) {
        return new FieldFault(
                field,
                value == null ? "required" : "unknown-" + field,
                value == null || value.length() <= LONGEST_VALUE
                        ? value
                        : value.substring(0, LONGEST_VALUE) + "…",
                message);
    }
}
