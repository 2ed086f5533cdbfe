package io.sath.platform.mail;

/**
 * A finished mail: its envelope and the message of RFC 5322 in bytes.
 *
 * @param from the sender's address, for the envelope
 * @param to the one recipient's address
 */
public record Mail(String from, String to, byte[] message) {
    /** Names neither address nor content, which do not belong into logs. */
    @Override
    public String toString() {
        return "Mail of " + message.length + " bytes";
    }
}
