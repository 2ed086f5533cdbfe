/** Operators' views and endpoints. */
@NullMarked
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "database",
            "ui",
            "audit",
            "account",
            "tenant",
            "billing",
            "bots",
            "bots::ui",
            "secrets",
            "orchestration",
            "logs",
            "journal"
        })
package io.sath.platform.admin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
