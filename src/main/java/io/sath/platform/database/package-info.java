/**
 * How PostgreSQL is reached: the three roles, {@code TenantScope}, the embedded server, the small
 * pool, the buckets of every rate limit.
 */
@ApplicationModule(allowedDependencies = {"shared"})
@NullMarked
package io.sath.platform.database;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
