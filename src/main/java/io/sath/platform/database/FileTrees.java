package io.sath.platform.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Whole directories: deleted, and given to another user. */
final class FileTrees {
    private FileTrees() {}

    /** Deletes a directory with all below it; nothing happens where there is none. */
    static void delete(Path tree) throws IOException {
        each(
                tree,
                path -> {
                    try {
                        Files.delete(path);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    /** Gives a directory with all below it to the user and the group of this number. */
    static void giveTo(Path tree, int uid) throws IOException {
        each(
                tree,
                path -> {
                    try {
                        Files.setAttribute(path, "unix:uid", uid, LinkOption.NOFOLLOW_LINKS);
                        Files.setAttribute(path, "unix:gid", uid, LinkOption.NOFOLLOW_LINKS);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                });
    }

    /** Gives a file to the user who owns another. */
    static void giveToOwnerOf(Path model, Path file) throws IOException {
        Files.setAttribute(file, "unix:uid", Files.getAttribute(model, "unix:uid"));
    }

    private static void each(Path tree, Consumer<Path> change) throws IOException {
        if (!Files.exists(tree, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        try (Stream<Path> paths = Files.walk(tree)) {
            paths.sorted(Comparator.reverseOrder()).forEach(change);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }
}
