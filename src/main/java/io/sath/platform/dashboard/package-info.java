/** The tenant's overview page and first-steps guide, made of the others' read APIs. */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "database",
            "ui",
            "account",
            "tenant",
            "bots",
            "bots::ui",
            "billing",
            "logs",
            "journal"
        })
@NullMarked
package io.sath.platform.dashboard;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
