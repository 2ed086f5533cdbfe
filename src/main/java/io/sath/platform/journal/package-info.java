/** Orders, fills, trades, positions, decisions and the figures that follow from them. */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "database",
            "ui",
            "bots",
            "billing",
            "orchestration :: output"
        })
@NullMarked
package io.sath.platform.journal;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
