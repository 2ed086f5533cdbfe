package io.sath.platform.account.web;

import io.sath.platform.account.Accounts;
import io.sath.platform.account.Outcome;
import io.sath.platform.account.Profile;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Problem;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/v1/users/me")
@PermitAll
class ProfileController {
    private final Accounts accounts;

    ProfileController(Accounts accounts) {
        this.accounts = accounts;
    }

    @GetMapping
    Profile profile(Caller caller) {
        return accounts.profile(caller.userId());
    }

    record Change(
            @Nullable String name,
            @Nullable String language,
            @Nullable String zone,
            @Nullable String theme) {}

    @PutMapping
    Profile change(@RequestBody Change body, Caller caller) {
        Profile.Change change =
                new Profile.Change(
                        given(body.name()),
                        given(body.language()),
                        given(body.zone()),
                        given(body.theme()));
        return switch (accounts.updateProfile(caller.userId(), change)) {
            case Outcome.Saved(Profile profile) -> profile;
            case Outcome.Invalid(List<FieldFault> faults) -> throw Problem.invalid(faults);
        };
    }

    private static String given(@Nullable String value) {
        return value == null ? "" : value;
    }
}
