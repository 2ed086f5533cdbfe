package io.sath.platform.logs.ui;

import io.sath.platform.shared.Role;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the log's page stands in the navigation. */
@Configuration(proxyBeanMethods = false)
class LogPages {
    @Bean
    NavigationEntry liveLogPage() {
        return NavigationEntry.of(
                        NavigationEntry.Group.OPERATE,
                        40,
                        "logs.page",
                        Lucide.SCROLL_TEXT,
                        LiveLogView.class,
                        Role.VIEWER)
                .key('l')
                .onPhone("logs.page.short");
    }
}
