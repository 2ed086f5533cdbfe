package io.sath.platform.journal.ui;

import io.sath.platform.shared.Role;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.NavigationEntry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where the journal's pages stand in the navigation. */
@Configuration(proxyBeanMethods = false)
class JournalPages {
    @Bean
    NavigationEntry tradesPage() {
        return NavigationEntry.of(
                        NavigationEntry.Group.OPERATE,
                        20,
                        "journal.trades",
                        Lucide.CHART_CANDLESTICK,
                        TradesView.class,
                        Role.VIEWER)
                .key('o')
                .onPhone("journal.trades");
    }
}
