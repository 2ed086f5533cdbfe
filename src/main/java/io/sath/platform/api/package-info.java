/** What every REST call shares: token filter, problem+json, rate limit, OpenAPI, request ids. */
@ApplicationModule(allowedDependencies = {"shared", "database", "account", "tenant", "billing"})
@NullMarked
package io.sath.platform.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
