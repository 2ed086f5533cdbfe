package io.sath.platform.admin.web;

import io.sath.platform.account.Invitation;
import io.sath.platform.admin.NewTenants;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Role;
import io.sath.platform.tenant.TenantJson;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.annotation.security.RolesAllowed;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Makes tenants, for operators. */
@RestController
@RequestMapping(NewTenantsController.PATH)
@RolesAllowed("ADMIN")
class NewTenantsController {
    static final String PATH = "/api/v1/tenants";

    private final NewTenants tenants;

    NewTenantsController(NewTenants tenants) {
        this.tenants = tenants;
    }

    record NewTenant(@Nullable String name, @Nullable String email, @Nullable String plan) {}

    @PostMapping
    @Operation(
            summary = "Makes a tenant on a plan, owned by the person with that e-mail",
            description =
                    "A new person is mailed a link by which they choose a password, in the language"
                            + " of this request, and the tenant is on trial until they do. A known"
                            + " one is told by mail, and the tenant is active at once.")
    @ApiResponse(responseCode = "201")
    ResponseEntity<TenantJson> make(@RequestBody NewTenant body, Caller caller, Locale locale) {
        NewTenants.Owned made =
                tenants.make(
                        caller,
                        new Invitation(
                                given(body.name()),
                                given(body.email()),
                                locale.getLanguage().equals("es") ? "es" : "en"),
                        given(body.plan()));
        TenantJson tenant =
                TenantJson.of(
                        made.tenant().tenant(),
                        made.tenant().plan(),
                        made.byCaller() ? Role.OWNER : null);
        return ResponseEntity.created(URI.create(PATH + "/" + tenant.id())).body(tenant);
    }

    private static String given(@Nullable String value) {
        return value == null ? "" : value;
    }
}
