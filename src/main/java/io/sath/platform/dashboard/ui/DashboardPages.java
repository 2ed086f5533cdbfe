package io.sath.platform.dashboard.ui;

import com.vaadin.flow.component.Component;
import io.sath.platform.bots.Bots;
import io.sath.platform.dashboard.BotHints;
import io.sath.platform.dashboard.FirstSteps;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Role;
import io.sath.platform.ui.Lucide;
import io.sath.platform.ui.ModeStrip;
import io.sath.platform.ui.NavigationEntry;
import io.sath.platform.ui.TopBarPart;
import java.time.Clock;
import java.util.Optional;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The overview's places in the shell. */
@Configuration(proxyBeanMethods = false)
class DashboardPages {
    @Bean
    NavigationEntry dashboardPage() {
        return NavigationEntry.of(
                        NavigationEntry.Group.OPERATE,
                        10,
                        "dashboard",
                        Lucide.LAYOUT_DASHBOARD,
                        DashboardView.class,
                        Role.VIEWER)
                .key('p')
                .onPhone("dashboard");
    }

    @Bean
    NavigationEntry firstStepsPage(FirstSteps steps) {
        return NavigationEntry.of(
                        NavigationEntry.Group.PREPARE,
                        1,
                        "dashboard.first-steps",
                        Lucide.LIST_CHECKS,
                        FirstStepsView.class,
                        Role.TRADER)
                .shownIf(caller -> !steps.done(caller.tenantId()))
                .badge(caller -> "1/3");
    }

    @Bean
    TopBarPart stateInTheBar(Bots bots, BotActions actions, BotHints hints, Clock clock) {
        return new TopBarPart() {
            @Override
            public Side side() {
                return Side.LEFT;
            }

            @Override
            public int order() {
                return 10;
            }

            @Override
            public Optional<Component> create(Caller caller, ModeStrip strip) {
                return caller.has(Role.VIEWER)
                        ? Optional.of(new StateBar(bots, actions, hints, caller, strip, clock))
                        : Optional.empty();
            }
        };
    }
}
