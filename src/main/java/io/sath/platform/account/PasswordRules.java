package io.sath.platform.account;

import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Text;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Which passwords may be chosen: 12 characters to 72 bytes in UTF-8 (more, bcrypt would not see),
 * none that people choose often, none that the e-mail or the name gives away.
 */
final class PasswordRules {
    static final int MIN_CHARACTERS = 12;
    static final int MAX_BYTES = 72;
    private static final int MIN_DIFFERENT = 5;
    private static final Set<String> COMMON = load();
    private static final Set<String> COMMON_WORDS =
            Set.of(
                    "password",
                    "passwort",
                    "contraseña",
                    "contrasena",
                    "micontraseña",
                    "micontrasena",
                    "clave",
                    "miclave",
                    "secreto",
                    "secret",
                    "qwerty",
                    "qwertyuiop",
                    "asdfghjkl",
                    "zxcvbnm",
                    "administrator",
                    "administrador",
                    "admin",
                    "welcome",
                    "bienvenido",
                    "bienvenida",
                    "letmein",
                    "iloveyou",
                    "teamo",
                    "tequiero",
                    "changeme",
                    "cambiame",
                    "bitcoin",
                    "trading",
                    "tradingbot",
                    "sath",
                    "sathplatform",
                    "hello",
                    "hola",
                    "abc",
                    "abcd",
                    "abcdef");
    private static final String[] ROWS = {
        "abcdefghijklmnopqrstuvwxyz", "0123456789", "qwertyuiop", "asdfghjklñ", "zxcvbnm"
    };

    private PasswordRules() {}

    /** What is wrong with a password, or empty. The password itself is in no part of the answer. */
    static Optional<FieldFault> fault(String password, String email, String name) {
        int characters = password.codePointCount(0, password.length());
        if (password.isEmpty()) {
            return fault("required", Text.of("account.fault.required"));
        }
        if (characters < MIN_CHARACTERS) {
            return fault("too-short", Text.of("account.fault.password-short", MIN_CHARACTERS));
        }
        if (password.getBytes(StandardCharsets.UTF_8).length > MAX_BYTES) {
            return fault("too-long", Text.of("account.fault.password-long", MAX_BYTES));
        }
        String folded = password.toLowerCase(Locale.ROOT);
        if (isCommon(folded)) {
            return fault("common", Text.of("account.fault.password-common"));
        }
        if (givenAway(folded, email, name)) {
            return fault("personal", Text.of("account.fault.password-personal"));
        }
        return Optional.empty();
    }

    private static boolean isCommon(String password) {
        return COMMON.contains(password)
                || password.codePoints().distinct().count() < MIN_DIFFERENT
                || repeats(password)
                || runs(password)
                || COMMON_WORDS.contains(core(password));
    }

    /** One short piece over and over: {@code sol1sol1sol1}. */
    private static boolean repeats(String password) {
        for (int length = 1; length <= password.length() / 2 && length <= 6; length++) {
            String piece = password.substring(0, length);
            if (piece.repeat(password.length() / length + 1).startsWith(password)) {
                return true;
            }
        }
        return false;
    }

    /** Keys or letters in a row, there or back, as the whole password. */
    private static boolean runs(String password) {
        for (String row : ROWS) {
            String there = row.repeat(8);
            String back = new StringBuilder(there).reverse().toString();
            if (there.contains(password) || back.contains(password)) {
                return true;
            }
        }
        return false;
    }

    /** The letters alone, with the usual digits for letters undone: {@code p4ssw0rd2026!}. */
    private static String core(String password) {
        String word = password.replaceAll("^[^\\p{L}]+|[^\\p{L}]+$", "");
        String undone =
                word.replace('0', 'o')
                        .replace('1', 'i')
                        .replace('3', 'e')
                        .replace('4', 'a')
                        .replace('5', 's')
                        .replace('7', 't')
                        .replace('@', 'a')
                        .replace('$', 's');
        return undone.replaceAll("[^\\p{L}]", "");
    }

    private static boolean givenAway(String password, String email, String name) {
        String address = email.strip().toLowerCase(Locale.ROOT);
        String local = address.contains("@") ? address.substring(0, address.indexOf('@')) : address;
        String bare = password.replaceAll("[^\\p{L}\\p{N}@.]", "");
        String person = name.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
        return (!address.isEmpty() && password.contains(address))
                || coversMost(bare, local)
                || coversMost(bare, person);
    }

    private static boolean coversMost(String password, String word) {
        return word.length() >= 4
                && password.contains(word)
                && password.length() - word.length() < 8;
    }

    private static Optional<FieldFault> fault(String code, Text message) {
        return Optional.of(new FieldFault("password", code, null, message));
    }

    private static Set<String> load() {
        try (InputStream in =
                        Objects.requireNonNull(
                                PasswordRules.class.getResourceAsStream("common-passwords.txt"));
                BufferedReader lines =
                        new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            return lines.lines()
                    .filter(line -> !line.startsWith("#"))
                    .collect(Collectors.toUnmodifiableSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
