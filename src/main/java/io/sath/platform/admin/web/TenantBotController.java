package io.sath.platform.admin.web;

import io.sath.platform.account.LogIns;
import io.sath.platform.admin.Operations;
import io.sath.platform.bots.BotStatus;
import io.sath.platform.bots.Bots;
import io.sath.platform.bots.StopOrder;
import io.sath.platform.journal.Performance;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.TenantId;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The bot of a tenant that the call names: for its members, in whichever tenant their log-in acts,
 * and for operators. Another's tenant is not found.
 */
@RestController
@RequestMapping("/api/v1/tenants/{id}")
@RolesAllowed({"VIEWER", "ADMIN"})
class TenantBotController {
    private final Operations operations;
    private final Bots bots;
    private final Performance performance;
    private final LogIns logIns;

    TenantBotController(Operations operations, Bots bots, Performance performance, LogIns logIns) {
        this.operations = operations;
        this.bots = bots;
        this.performance = performance;
        this.logIns = logIns;
    }

    @GetMapping("/status")
    BotStatus.Json status(@PathVariable String id, Caller caller, Locale locale) {
        TenantId tenant = TenantId.ofPath(id);
        return caller.isOperator()
                ? operations.status(caller, tenant).operatorsJson(locale)
                : bots.status(member(caller, tenant).tenantId()).json(locale);
    }

    @GetMapping("/metrics")
    Performance.Figures metrics(
            @PathVariable String id,
            Caller caller,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to) {
        TenantId tenant = TenantId.ofPath(id);
        return caller.isOperator()
                ? operations.figures(caller, tenant, from, to)
                : performance.figures(member(caller, tenant).tenantId(), from, to);
    }

    @PostMapping("/bot/start")
    @ResponseStatus(HttpStatus.ACCEPTED)
    BotStatus.Json start(@PathVariable String id, Caller caller, Locale locale) {
        TenantId tenant = TenantId.ofPath(id);
        return caller.isOperator()
                ? operations.start(caller, tenant).operatorsJson(locale)
                : bots.start(tenant, member(caller, tenant)).json(locale);
    }

    @PostMapping("/bot/stop")
    @ResponseStatus(HttpStatus.ACCEPTED)
    BotStatus.Json stop(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable StopOrder body,
            Caller caller,
            Locale locale) {
        TenantId tenant = TenantId.ofPath(id);
        StopOrder order = StopOrder.of(body);
        if (caller.isOperator()) {
            return operations.stop(caller, tenant, order).operatorsJson(locale);
        }
        return bots.stopBy(tenant, member(caller, tenant), order).json(locale);
    }

    /** The caller with the role they have in that tenant. */
    private Caller member(Caller caller, TenantId tenant) {
        return logIns.in(caller, tenant).orElseThrow(Problem::notFound);
    }
}
