package io.sath.platform.admin.web;

import io.sath.platform.account.Profile;
import io.sath.platform.admin.Oversight;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.Text;
import io.sath.platform.shared.UserId;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.annotation.security.RolesAllowed;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** All people, for operators. */
@RestController
@RequestMapping("/api/v1/admin/users")
@RolesAllowed("ADMIN")
class AdminUsersController {
    private static final int LONGEST_VALUE = 100;

    private final Oversight oversight;

    AdminUsersController(Oversight oversight) {
        this.oversight = oversight;
    }

    /**
     * @param active whether they may log in
     * @param role {@code user}, {@code admin} or {@code superadmin}
     */
    record Change(@Nullable Boolean active, @Nullable String role) {}

    @GetMapping
    Page<Profile> list(PageRequest request, Caller caller) {
        return oversight.users(caller, request);
    }

    @PutMapping("/{id}")
    @Operation(
            summary = "Whether a person may log in, and their role on the platform",
            description =
                    "A role is a superadmin's to give and to take, and so is all about another"
                            + " superadmin (403). Nobody takes rights from themselves (409). Who is"
                            + " no longer active is logged out within a second.")
    Profile put(@PathVariable String id, @RequestBody Change change, Caller caller) {
        UserId user = known(id);
        List<FieldFault> faults = new ArrayList<>();
        Boolean active = change.active();
        if (active == null) {
            faults.add(
                    new FieldFault("active", "required", null, Text.of("admin.active.required")));
        }
        Optional<Role> role =
                Optional.ofNullable(change.role()).flatMap(AdminUsersController::role);
        if (role.isEmpty()) {
            faults.add(roleFault(change.role()));
        }
        if (active == null || role.isEmpty()) {
            throw Problem.invalid(faults);
        }
        return oversight.change(caller, user, active, role.get());
    }

    private static Optional<Role> role(String word) {
        return Stream.of(Role.USER, Role.ADMIN, Role.SUPERADMIN)
                .filter(role -> role.name().toLowerCase(Locale.ROOT).equals(word))
                .findFirst();
    }

    private static FieldFault roleFault(@Nullable String word) {
        return new FieldFault(
                "role",
                word == null ? "required" : "unknown-role",
                word == null || word.length() <= LONGEST_VALUE
                        ? word
                        : word.substring(0, LONGEST_VALUE) + "…",
                Text.of("admin.role.unknown"));
    }

    private static UserId known(String id) {
        try {
            return UserId.of(id);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound();
        }
    }
}
