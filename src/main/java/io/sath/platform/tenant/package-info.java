/** The workspace that owns data: its name, its members, its status. */
@ApplicationModule(allowedDependencies = {"shared", "database", "ui", "mail", "audit", "account"})
@NullMarked
package io.sath.platform.tenant;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
