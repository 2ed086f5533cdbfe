/** Mails as files, where there is no mail server. */
@NullMarked
package io.sath.platform.mail.eml;

import org.jspecify.annotations.NullMarked;
