package io.sath.platform.admin.ui;

import io.sath.platform.shared.Role;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The operators' pages in their navigation. */
@Configuration(proxyBeanMethods = false)
class AdminPages {
    @Bean
    NavigationEntry fleetPage(FleetSource source) {
        return NavigationEntry.of(
                        NavigationEntry.Group.NOW,
                        10,
                        "admin.fleet",
                        Lucide.BOXES,
                        FleetOperationsView.class,
                        Role.ADMIN)
                .key('f')
                .onPhone("admin.fleet")
                .badge(source::badge);
    }

    @Bean
    NavigationEntry rolloutsPage() {
        return NavigationEntry.of(
                        NavigationEntry.Group.NOW,
                        20,
                        "admin.rollouts",
                        Lucide.GIT_COMMIT_HORIZONTAL,
                        RolloutsView.class,
                        Role.ADMIN)
                .key('v')
                .onPhone("admin.rollouts");
    }

    @Bean
    NavigationEntry keyIncidentPage() {
        return NavigationEntry.of(
                NavigationEntry.Group.GOVERNANCE,
                80,
                "admin.incident",
                Lucide.KEY_ROUND,
                KeyIncidentView.class,
                Role.SUPERADMIN);
    }
}
