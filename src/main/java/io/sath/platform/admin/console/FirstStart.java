package io.sath.platform.admin.console;

import io.sath.platform.account.Accounts;
import io.sath.platform.account.NewAccount;
import io.sath.platform.audit.Audit;
import io.sath.platform.billing.PlanChange;
import io.sath.platform.bots.Bots;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.StartFault;
import io.sath.platform.shared.Text;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.core.env.Environment;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.stereotype.Component;

/**
 * Makes the operator's account, and a demo tenant whose bot trades, while there is no operator yet.
 *
 * <p>The operator comes last: what a kill interrupts is made at the next start.
 */
@Component
@EnableConfigurationProperties(FirstStartSettings.class)
class FirstStart implements ApplicationRunner {
    static final String DEMO_EMAIL = "demo@sath.local";
    static final String DEMO_PLAN = "pro";

    private static final Logger LOG = LoggerFactory.getLogger(FirstStart.class);

    /** Without characters that look alike: 32 of them, 5 bits each. */
    private static final String ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

    private static final int GROUPS = 5;
    private static final int GROUP = 4;

    private final FirstStartSettings settings;
    private final Environment environment;
    private final Accounts accounts;
    private final PlanChange plans;
    private final Bots bots;
    private final Audit audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();
    private final List<LogIn> made = new ArrayList<>();

    FirstStart(
            FirstStartSettings settings,
            Environment environment,
            Accounts accounts,
            PlanChange plans,
            Bots bots,
            Audit audit,
            Clock clock) {
        this.settings = settings;
        this.environment = environment;
        this.accounts = accounts;
        this.plans = plans;
        this.bots = bots;
        this.audit = audit;
        this.clock = clock;
    }

    /** A log-in that was made, with its password in clear, to be shown once. */
    record LogIn(Text who, String email, String password) {
        /** Leaves the password out. */
        @Override
        public String toString() {
            return email;
        }
    }

    @Override
    public void run(ApplicationArguments arguments) {
        boolean demo = wantsDemo();
        if (!settings.enabled() || accounts.hasSuperadmin()) {
            return;
        }
        if (demo) {
            makeDemo();
        }
        makeOperator();
    }

    /** What this start made; each is answered once. */
    synchronized List<LogIn> takeLogIns() {
        List<LogIn> taken = List.copyOf(made);
        made.clear();
        return taken;
    }

    private void makeOperator() {
        boolean given = !settings.adminPassword().isEmpty();
        String password = given ? settings.adminPassword() : password();
        String email = settings.adminEmail();
        Text name = Text.of("admin.start.operator");
        try {
            Accounts.Founded operator =
                    accounts.found(account(email, password, name), Role.SUPERADMIN);
            audit.record(null, null, "admin.first-start", operator.userId().toString());
        } catch (Problem problem) {
            throw new StartFault(sentence(problem), problem);
        }
        String shown = given ? Text.of("admin.start.given").in(Locale.getDefault()) : password;
        add(new LogIn(name, email, shown));
    }

    private void makeDemo() {
        String password = password();
        Text name = Text.of("admin.start.demo");
        Accounts.Founded demo;
        try {
            demo = accounts.found(account(DEMO_EMAIL, password, name), Role.USER);
        } catch (DataIntegrityViolationException e) {
            LOG.info("The demo tenant is there already");
            return;
        }
        plans.setPlan(demo.tenantId(), DEMO_PLAN);
        Caller owner =
                new Caller(
                        demo.userId(),
                        demo.tenantId(),
                        Set.of(Role.USER, Role.VIEWER, Role.TRADER, Role.OWNER),
                        clock.instant(),
                        "first-start");
        bots.start(demo.tenantId(), owner);
        add(new LogIn(name, DEMO_EMAIL, password));
    }

    private synchronized void add(LogIn logIn) {
        made.add(logIn);
    }

    private static NewAccount account(String email, String password, Text name) {
        Locale locale = Locale.getDefault();
        String called = name.in(locale);
        return new NewAccount(
                email,
                password,
                called.substring(0, 1).toUpperCase(locale) + called.substring(1),
                locale.getLanguage().equals("es") ? "es" : "en");
    }

    private boolean wantsDemo() {
        return switch (settings.demo()) {
            case "true" -> true;
            case "false" -> false;
            case "" ->
                    environment.getProperty("spring.datasource.url", "").isEmpty()
                            && environment.getProperty("sath.mail.smtp-host", "").isEmpty();
            default -> throw new StartFault(Text.of("admin.start.demo-flag", settings.demo()));
        };
    }

    private static Text sentence(Problem problem) {
        FieldFault fault = problem.errors().getFirst();
        String message = fault.message().in(Locale.getDefault());
        return fault.field().equals("password")
                ? Text.of("admin.start.password", message)
                : Text.of("admin.start.email", message);
    }

    private String password() {
        StringBuilder password = new StringBuilder();
        for (int i = 0; i < GROUPS * GROUP; i++) {
            if (i > 0 && i % GROUP == 0) {
                password.append('-');
            }
            password.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return password.toString();
    }
}
