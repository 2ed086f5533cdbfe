/** People: sign-up, verification, log-in, sessions, roles. */
@ApplicationModule(allowedDependencies = {"shared", "database", "ui", "mail", "audit"})
@NullMarked
package io.sath.platform.account;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
