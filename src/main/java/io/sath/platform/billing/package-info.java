/** The plan catalogue, the limits that follow from it, usage and quotas. */
@ApplicationModule(allowedDependencies = {"shared", "database", "ui", "audit", "tenant"})
@NullMarked
package io.sath.platform.billing;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
