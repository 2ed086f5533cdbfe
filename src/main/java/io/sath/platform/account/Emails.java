package io.sath.platform.account;

import java.net.IDN;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The one form of an e-mail address: lower case, ASCII (international domains in their A-form), at
 * most 254 characters.
 */
final class Emails {
    static final int MAX_LENGTH = 254;
    private static final Pattern FORM =
            Pattern.compile(
                    "(?=.{1,64}@)[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*"
                            + "@([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private Emails() {}

    /** The one form of what was typed, or null where it is no address. */
    static @Nullable String normalised(String typed) {
        String text = typed.strip();
        int at = text.lastIndexOf('@');
        if (at < 1 || text.length() > MAX_LENGTH) {
            return null;
        }
        String domain;
        try {
            domain = IDN.toASCII(text.substring(at + 1));
        } catch (IllegalArgumentException e) {
            return null;
        }
        String email = (text.substring(0, at) + "@" + domain).toLowerCase(Locale.ROOT);
        return email.length() <= MAX_LENGTH && FORM.matcher(email).matches() ? email : null;
    }
}
