/** Takes a tenant's exchange and AI keys and hands them out only as a delivery to a job. */
@ApplicationModule(allowedDependencies = {"shared", "database", "ui", "audit", "tenant", "billing"})
@NullMarked
package io.sath.platform.secrets;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
