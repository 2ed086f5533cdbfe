package io.sath.platform.tenant;

import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Checks what a person writes about a tenant. */
final class TenantFields {
    private static final int NAME_MAX = 100;
    private static final int EMAIL_MAX = 254;
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@\\p{Cntrl}]+@[^\\s@\\p{Cntrl}]+\\.[^\\s@\\p{Cntrl}.]+");

    private TenantFields() {}

    static List<FieldFault> faults(String name, String email) {
        List<FieldFault> faults = new ArrayList<>();
        if (name.isEmpty()
                || name.codePointCount(0, name.length()) > NAME_MAX
                || name.chars().anyMatch(Character::isISOControl)) {
            faults.add(fault("name", name, Text.of("tenant.name.invalid", NAME_MAX)));
        }
        if (email.length() > EMAIL_MAX || !EMAIL.matcher(email).matches()) {
            faults.add(fault("email", email, Text.of("tenant.email.invalid", EMAIL_MAX)));
        }
        return faults;
    }

    private static FieldFault fault(String field, String value, Text message) {
        return new FieldFault(field, value.isEmpty() ? "required" : "invalid", cut(value), message);
    }

    private static String cut(String value) {
        return value.length() > EMAIL_MAX ? value.substring(0, EMAIL_MAX) + "…" : value;
    }
}
