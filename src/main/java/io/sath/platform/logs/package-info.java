/** Stores, trims, searches and streams log lines. */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "database",
            "ui",
            "account",
            "bots",
            "billing",
            "orchestration :: output"
        })
@NullMarked
package io.sath.platform.logs;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
