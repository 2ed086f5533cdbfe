package io.sath.platform.admin.console;

import java.io.Console;
import org.jspecify.annotations.Nullable;

/** The person at the keyboard, where there is one. */
interface Terminal {
    /** Whether somebody can be asked. */
    boolean isThere();

    /** What is typed after {@code question}; null at the end of the input. */
    @Nullable String ask(String question);

    /** As {@link #ask}, without echo. */
    @Nullable String askPassword(String question);

    /** The terminal that this program was started at. */
    static Terminal ofThisProcess() {
        Console console = System.console();
        return new Terminal() {
            @Override
            public boolean isThere() {
                return console != null && console.isTerminal();
            }

            @Override
            public @Nullable String ask(String question) {
                return console == null ? null : console.readLine("%s ", question);
            }

            @Override
            public @Nullable String askPassword(String question) {
                char[] typed = console == null ? null : console.readPassword("%s ", question);
                return typed == null ? null : new String(typed);
            }
        };
    }
}
