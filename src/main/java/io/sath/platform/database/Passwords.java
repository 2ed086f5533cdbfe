package io.sath.platform.database;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Properties;

/** The generated passwords of the embedded server's roles, kept in a file of mode 0600. */
record Passwords(String superuser, String owner, String app) {
    private static final SecureRandom RANDOM = new SecureRandom();

    static Passwords read(Path file) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return new Passwords(
                required(properties, "postgres"),
                required(properties, "sath_owner"),
                required(properties, "sath_app"));
    }

    /** Makes new ones and keeps them; the file appears whole or not at all. */
    static Passwords make(Path file) throws IOException {
        Passwords fresh = new Passwords(random(), random(), random());
        Path draft = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(draft);
        Files.createFile(
                draft,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        try (Writer writer = Files.newBufferedWriter(draft, StandardOpenOption.SYNC)) {
            writer.write(
                    "# Passwords of the embedded PostgreSQL. Without them its data are lost.\n");
            writer.write("postgres=" + fresh.superuser + "\n");
            writer.write("sath_owner=" + fresh.owner + "\n");
            writer.write("sath_app=" + fresh.app + "\n");
        }
        Files.move(
                draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        return fresh;
    }

    @Override
    public String toString() {
        return "Passwords";
    }

    private static String required(Properties properties, String role) throws IOException {
        String password = properties.getProperty(role);
        if (password == null || password.isBlank()) {
            throw new IOException("no password of " + role);
        }
        return password;
    }

    private static String random() {
        byte[] bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
