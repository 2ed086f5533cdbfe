package io.sath.platform.account.ui;

import io.sath.platform.shared.Role;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The pages of people in the navigation. */
@Configuration(proxyBeanMethods = false)
class AccountPages {
    @Bean
    NavigationEntry profilePage() {
        return NavigationEntry.of(
                        NavigationEntry.Group.ACCOUNT,
                        90,
                        "account.profile",
                        Lucide.USER_ROUND,
                        ProfileView.class,
                        Role.USER)
                .key('u');
    }
}
