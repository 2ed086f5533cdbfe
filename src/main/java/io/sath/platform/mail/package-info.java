/** Sends a mail: a port with an SMTP and a file adapter. */
@ApplicationModule(allowedDependencies = {"shared", "database"})
@NullMarked
package io.sath.platform.mail;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
