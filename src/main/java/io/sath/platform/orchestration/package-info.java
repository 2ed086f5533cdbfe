/** Makes what runs equal what is wanted, and reads what bots say. */
@ApplicationModule(
        allowedDependencies = {
            "shared",
            "database",
            "audit",
            "bots",
            "secrets",
            "secrets::store",
            "secrets::probe"
        })
@NullMarked
package io.sath.platform.orchestration;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
