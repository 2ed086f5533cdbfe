package io.sath.platform.admin.console;

import io.sath.platform.shared.Text;

/** Why a command came to nothing, as one sentence, and the code that the program ends with. */
final class AdminFault extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Text text;
    private final int code;

    private AdminFault(Text text, int code) {
        super(text.key());
        this.text = text;
        this.code = code;
    }

    AdminFault(Text text) {
        this(text, 1);
    }

    /** The command line was not understood. */
    static AdminFault usage(Text text) {
        return new AdminFault(text, 2);
    }

    Text text() {
        return text;
    }

    int code() {
        return code;
    }
}
