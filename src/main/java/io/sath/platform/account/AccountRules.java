package io.sath.platform.account;

import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Text;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What may stand in the fields of an account; every fault is told at once. */
final class AccountRules {
    static final int MAX_NAME = 100;
    private static final Set<String> LANGUAGES = Set.of("es", "en");
    private static final Set<String> THEMES = Set.of("system", "light", "dark");

    private AccountRules() {}

    static List<FieldFault> faults(NewAccount account) {
        List<FieldFault> faults = new ArrayList<>();
        email(account.email(), faults);
        PasswordRules.fault(account.password(), account.email(), account.name())
                .ifPresent(faults::add);
        name(account.name(), faults);
        oneOf("language", account.language(), LANGUAGES, "account.fault.language", faults);
        return faults;
    }

    static List<FieldFault> faults(Profile.Change change) {
        List<FieldFault> faults = new ArrayList<>();
        name(change.name(), faults);
        oneOf("language", change.language(), LANGUAGES, "account.fault.language", faults);
        if (!ZoneId.getAvailableZoneIds().contains(change.zone())) {
            faults.add(fault("zone", "unknown", change.zone(), Text.of("account.fault.zone")));
        }
        oneOf("theme", change.theme(), THEMES, "account.fault.theme", faults);
        return faults;
    }

    static List<FieldFault> faults(Invitation invitation) {
        List<FieldFault> faults = new ArrayList<>();
        name(invitation.name(), faults);
        email(invitation.email(), faults);
        oneOf("language", invitation.language(), LANGUAGES, "account.fault.language", faults);
        return faults;
    }

    static List<FieldFault> faults(String email) {
        List<FieldFault> faults = new ArrayList<>();
        email(email, faults);
        return faults;
    }

    private static void email(String email, List<FieldFault> faults) {
        if (email.isBlank()) {
            faults.add(fault("email", "required", null, Text.of("account.fault.required")));
        } else if (email.strip().length() > Emails.MAX_LENGTH) {
            faults.add(
                    fault(
                            "email",
                            "too-long",
                            null,
                            Text.of("account.fault.email-long", Emails.MAX_LENGTH)));
        } else if (Emails.normalised(email) == null) {
            faults.add(fault("email", "email", email, Text.of("account.fault.email")));
        }
    }

    private static void name(String name, List<FieldFault> faults) {
        String text = name.strip();
        if (text.isEmpty()) {
            faults.add(fault("name", "required", null, Text.of("account.fault.required")));
        } else if (text.length() > MAX_NAME) {
            faults.add(
                    fault("name", "too-long", null, Text.of("account.fault.name-long", MAX_NAME)));
        } else if (text.codePoints().anyMatch(AccountRules::isUnreadable)) {
            faults.add(fault("name", "characters", null, Text.of("account.fault.name")));
        }
    }

    /** Control characters, halves of characters, and marks that turn the text around. */
    private static boolean isUnreadable(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED ->
                    true;
            case Character.FORMAT -> character != 0x200D && character != 0x200C;
            default -> false;
        };
    }

    private static void oneOf(
            String field, String value, Set<String> allowed, String key, List<FieldFault> faults) {
        if (!allowed.contains(value)) {
            faults.add(
                    fault(
                            field,
                            value.isEmpty() ? "required" : "unknown",
                            value.isEmpty() ? null : value,
                            Text.of(key)));
        }
    }

    /** A long value is not repeated whole. */
    private static FieldFault fault(
            String field, String code, @Nullable String value, Text message) {
        String shown =
                value == null || value.length() <= 100 ? value : value.substring(0, 100) + "…";
        return new FieldFault(field, code, shown, message);
    }
}
