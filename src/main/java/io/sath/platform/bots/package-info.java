/** What a tenant wants to run, checked against limits, and the last observed state. */
@ApplicationModule(
        allowedDependencies = {"shared", "database", "ui", "audit", "tenant", "billing", "secrets"})
@NullMarked
package io.sath.platform.bots;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
