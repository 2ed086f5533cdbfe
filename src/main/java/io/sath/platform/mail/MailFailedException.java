package io.sath.platform.mail;

/** A mail was not taken; try again later. Its message names no address and no content. */
public class MailFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public MailFailedException(String message, Throwable cause) {
        super(message, cause);
    }
}
