package io.sath.platform.database;

import io.sath.platform.shared.StartFault;
import io.sath.platform.shared.Text;
import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;

/**
 * The programs of the embedded PostgreSQL, unpacked from their Maven binaries once per version.
 *
 * <p>They stand beside the data, not in the system's temporary directory: a server that outlives
 * the platform must not lose its programs to a cleaner.
 */
record PostgresPrograms(Path home) {
    private static final Pattern VERSION =
            Pattern.compile("binaries-([a-z0-9-]+-\\d+\\.\\d+\\.\\d+)\\.jar");

    private static final Pattern MAJOR = Pattern.compile("PostgreSQL\\) (\\d+)");
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /** Unpacks into {@code under} what is not there yet. */
    static PostgresPrograms unpackedUnder(Path under) {
        try {
            Path home = under.resolve("postgresql-" + version());
            if (!Files.isExecutable(home.resolve("bin/postgres"))) {
                Files.createDirectories(under);
                Path fresh = Files.createTempDirectory(under, "unpacking-");
                unpack(fresh);
                Files.setPosixFilePermissions(fresh, permissions(0755));
                FileTrees.delete(home);
                try {
                    Files.move(fresh, home, StandardCopyOption.ATOMIC_MOVE);
                } catch (IOException e) {
                    // Another platform that shares the directory was quicker, or the move failed.
                    FileTrees.delete(fresh);
                    if (!Files.isExecutable(home.resolve("bin/postgres"))) {
                        throw e;
                    }
                }
            }
            return new PostgresPrograms(home);
        } catch (IOException e) {
            throw new StartFault(
                    Text.of("start.postgres-programs", under.toString(), String.valueOf(e)), e);
        }
    }

    String program(String name) {
        return home.resolve("bin").resolve(name).toString();
    }

    /** The version that data directories carry, for example 18. */
    String majorVersion() throws IOException {
        String text =
                new ProgramRun(List.of()).run(List.of(program("postgres"), "--version"), PATIENCE);
        Matcher matcher = MAJOR.matcher(text);
        if (!matcher.find()) {
            throw new IOException(text);
        }
        return matcher.group(1);
    }

    private static InputStream archive() throws IOException {
        String arch = System.getProperty("os.arch");
        return DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(
                system(), arch.equals("amd64") ? "x86_64" : arch);
    }

    private static String system() {
        String name = System.getProperty("os.name");
        return name.startsWith("Mac") ? "Darwin" : name;
    }

    /** The version as the archive's jar names it, for example linux-amd64-18.6.0. */
    private static String version() {
        URL resource =
                PostgresPrograms.class.getResource(
                        "/postgres-" + system().toLowerCase(Locale.ROOT) + "-x86_64.txz");
        Matcher matcher = VERSION.matcher(String.valueOf(resource));
        return matcher.find() ? matcher.group(1) : "unversioned";
    }

    private static void unpack(Path into) throws IOException {
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZCompressorInputStream(archive()))) {
            TarArchiveEntry entry = tar.getNextEntry();
            while (entry != null) {
                Path target = into.resolve(entry.getName()).normalize();
                if (!target.startsWith(into)) {
                    throw new IOException("an entry points out of the archive");
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(target);
                } else if (entry.isSymbolicLink()) {
                    Files.createDirectories(parent(target));
                    Files.createSymbolicLink(
                            target, FileSystems.getDefault().getPath(entry.getLinkName()));
                } else {
                    Files.createDirectories(parent(target));
                    Files.copy(tar, target);
                    Files.setPosixFilePermissions(target, permissions(entry.getMode()));
                }
                entry = tar.getNextEntry();
            }
        }
    }

    private static Path parent(Path path) {
        Path parent = path.getParent();
        return parent == null ? path : parent;
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        PosixFilePermission[] all = {
            PosixFilePermission.OTHERS_EXECUTE, PosixFilePermission.OTHERS_WRITE,
            PosixFilePermission.OTHERS_READ, PosixFilePermission.GROUP_EXECUTE,
            PosixFilePermission.GROUP_WRITE, PosixFilePermission.GROUP_READ,
            PosixFilePermission.OWNER_EXECUTE, PosixFilePermission.OWNER_WRITE,
            PosixFilePermission.OWNER_READ
        };
        Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
        for (int bit = 0; bit < all.length; bit++) {
            if ((mode & 1 << bit) != 0) {
                set.add(all[bit]);
            }
        }
        return set;
    }
}
