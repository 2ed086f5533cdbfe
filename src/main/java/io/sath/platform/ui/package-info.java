/** The shell and reusable components; knows no feature. */
@ApplicationModule(allowedDependencies = {"shared", "database"})
@NullMarked
package io.sath.platform.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
