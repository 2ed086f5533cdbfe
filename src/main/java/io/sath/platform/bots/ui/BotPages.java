package io.sath.platform.bots.ui;

import io.sath.platform.shared.Role;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the bot's pages stand in the navigation. */
@Configuration(proxyBeanMethods = false)
class BotPages {
    @Bean
    NavigationEntry configPage() {
        return NavigationEntry.of(
                        NavigationEntry.Group.PREPARE,
                        10,
                        "bots.nav.config",
                        Lucide.SLIDERS_HORIZONTAL,
                        BotConfigView.class,
                        Role.VIEWER)
                .key('c');
    }
}
