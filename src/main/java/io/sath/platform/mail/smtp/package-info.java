/** Mails by a mail server. */
@NullMarked
package io.sath.platform.mail.smtp;

import org.jspecify.annotations.NullMarked;
