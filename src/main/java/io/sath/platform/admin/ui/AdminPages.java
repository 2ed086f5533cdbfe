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
