package io.sath.platform.secrets.ui;

import io.sath.platform.secrets.Credential;
import io.sath.platform.secrets.Credentials;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Role;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.NavigationEntry;
import java.util.Arrays;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The page of keys in the navigation, with how many of them must not be used. */
@Configuration(proxyBeanMethods = false)
class KeyPages {
    @Bean
    NavigationEntry keysPage(Credentials credentials) {
        return NavigationEntry.of(
                        NavigationEntry.Group.PREPARE,
                        20,
                        "secrets.keys",
                        Lucide.KEY_ROUND,
                        KeysView.class,
                        Role.VIEWER)
                .key('k')
                .badge(caller -> failed(credentials, caller));
    }

    private static String failed(Credentials credentials, Caller caller) {
        long failed =
                Arrays.stream(KeyService.Kind.values())
                        .flatMap(kind -> credentials.list(caller.tenantId(), kind).stream())
                        .filter(key -> key.status() == Credential.Status.FAILED)
                        .count();
        return failed == 0 ? "" : String.valueOf(failed);
    }
}
