package io.sath.platform.account;

/**
 * Who is to own a workspace, as an operator typed it; empty where nothing was given.
 *
 * @param name what the workspace is called, and the person too until they say otherwise
 * @param language {@code es} or {@code en}: of a person who has none yet
 */
public record Invitation(String name, String email, String language) {
    /** Leaves name and e-mail out. */
    @Override
    public String toString() {
        return "Invitation[language=" + language + "]";
    }
}
