package io.sath.platform;

import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;

class ArchitectureTests {
    private static final ApplicationModules MODULES = ApplicationModules.of(SathPlatform.class);

    @Test
    void everyModuleDependsOnlyOnTheModulesItNames() {
        MODULES.verify();
    }

    @Test
    void theModulesAreDrawn() {
        new Documenter(MODULES).writeModulesAsPlantUml().writeIndividualModulesAsPlantUml();
    }
}
