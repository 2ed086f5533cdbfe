package io.sath.platform.orchestration.scheduler.nomad;

import java.util.regex.Pattern;

/** An allocation: a segment of paths, so nothing but its form is ever accepted. */
record AllocationId(String value) {
    private static final Pattern FORM =
            Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    AllocationId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("an allocation's id is a UUID in lower case");
        }
    }
}
