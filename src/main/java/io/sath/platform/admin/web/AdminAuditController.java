package io.sath.platform.admin.web;

import io.sath.platform.admin.Oversight;
import io.sath.platform.audit.AuditEntry;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.UserId;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who did what, for operators. */
@RestController
@RequestMapping("/api/v1/admin/audit")
@RolesAllowed("ADMIN")
class AdminAuditController {
    private final Oversight oversight;

    AdminAuditController(Oversight oversight) {
        this.oversight = oversight;
    }

    /**
     * @param actorId null: the platform itself
     * @param tenantId null: it was done to the platform
     * @param requestId null: by no request
     */
    record EntryJson(
            UUID id,
            Instant at,
            @Nullable UserId actorId,
            @Nullable TenantId tenantId,
            String action,
            String subject,
            @Nullable String requestId) {
        static EntryJson of(AuditEntry entry) {
            return new EntryJson(
                    entry.id(),
                    entry.at(),
                    entry.actor(),
                    entry.tenant(),
                    entry.action(),
                    entry.subject(),
                    entry.requestId());
        }
    }

    @GetMapping
    Page<EntryJson> list(
            Caller caller,
            PageRequest request,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to) {
        return oversight.entries(caller, from, to, request).map(EntryJson::of);
    }
}
