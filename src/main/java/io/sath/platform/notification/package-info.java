/** Tells people what happened: by e-mail. */
@ApplicationModule(
        allowedDependencies = {"shared", "database", "mail", "account", "tenant", "secrets"})
@NullMarked
package io.sath.platform.notification;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
