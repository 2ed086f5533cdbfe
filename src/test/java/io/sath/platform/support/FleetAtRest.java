package io.sath.platform.support;

import io.sath.platform.bots.BotConfig.StopPolicy;
import io.sath.platform.bots.Bots;
import io.sath.platform.bots.Fleet;
import io.sath.platform.bots.Fleet.Wanted;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Role;
import java.util.EnumSet;
import java.util.List;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * Switches off, after each class, every bot that its tests left on: all classes share one database,
 * and one that leads a whole fleet would find strangers in it.
 */
class FleetAtRest implements TestExecutionListener {
    @Override
    public void afterTestClass(TestContext test) {
        if (!test.hasApplicationContext()) {
            return;
        }
        ApplicationContext context = test.getApplicationContext();
        Bots bots = context.getBean(Bots.class);
        List<Wanted> left =
                context.getBean(Fleet.class).wanted().stream().filter(Wanted::on).toList();
        if (left.isEmpty()) {
            return;
        }
        Fixtures fixtures = context.getBean(Fixtures.class);
        Caller operator = fixtures.caller(fixtures.person(), EnumSet.of(Role.USER, Role.ADMIN));
        left.forEach(bot -> bots.stop(bot.tenant(), operator, StopPolicy.LEAVE));
    }
}
