package io.sath.platform.mail;

/** Hands a finished mail on to where it is going; the port that each way of sending fills. */
public interface MailSender {
    /**
     * Returns once the next station has taken the mail, within 30 s.
     *
     * @throws MailFailedException where it did not; trying again later may help
     */
    void send(Mail mail);
}
