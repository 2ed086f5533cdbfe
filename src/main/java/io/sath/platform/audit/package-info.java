/** The append-only, hash-chained record of who did what. */
@ApplicationModule(allowedDependencies = {"shared", "database", "ui"})
@NullMarked
package io.sath.platform.audit;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
