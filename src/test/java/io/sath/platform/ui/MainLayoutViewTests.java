package io.sath.platform.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.sidenav.SideNavItem;
import com.vaadin.flow.router.Route;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Role;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.UserId;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.test.context.ContextConfiguration;

@ContextConfiguration(classes = MainLayoutViewTests.Shell.class)
@ViewPackages(classes = MainLayoutViewTests.class)
class MainLayoutViewTests extends SpringBrowserlessTest {
    private static final TenantId TENANT = new TenantId(new UUID(0, 1));

    static {
        SecurityContextHolder.setStrategyName(SecurityContextHolder.MODE_INHERITABLETHREADLOCAL);
    }

    @BeforeEach
    @Override
    protected void initVaadinEnvironment() {
        logIn(Set.of(Role.USER, Role.VIEWER));
        super.initVaadinEnvironment();
    }

    @Test
    void thePageSpeaksThePersonsLanguageAndZone() {
        navigate(FirstPage.class);
        assertThat(UI.getCurrent().getLocale().getLanguage()).isEqualTo("es");
        assertThat(Formats.current().zone()).isEqualTo(ZoneId.of("Europe/Madrid"));
        assertThat(find(Anchor.class).withText("Ir al contenido").exists()).isTrue();
    }

    @Test
    void theNavigationShowsWhatTheCallersRoleOpens() {
        navigate(FirstPage.class);
        assertThat(find(SideNavItem.class).all())
                .extracting(SideNavItem::getLabel)
                .containsExactly("Cerrar sesión");
    }

    @Test
    void theSwitcherNamesTheWorkspaceAndItsPlan() {
        navigate(FirstPage.class);
        assertThat(texts()).contains("Demo", "Plan Pro");
    }

    @Test
    void aFeaturesPartStandsInTheBar() {
        navigate(FirstPage.class);
        assertThat(texts()).contains("state of " + TENANT);
    }

    @Test
    void anAddressThatIsNoPageSaysSoAndNothingElse() {
        navigate("nothing/here", NotFoundPage.class);
        assertThat(texts()).anyMatch(text -> text.startsWith("petición "));
        assertThat(texts()).noneMatch(text -> text.contains("Exception"));
    }

    @Test
    void aPageThatFailsShowsAnIdAndNoStackTrace() {
        navigate("failing", FaultPage.class);
        assertThat(texts()).anyMatch(text -> text.startsWith("petición "));
        assertThat(texts()).noneMatch(text -> text.contains("secret detail"));
    }

    private List<String> texts() {
        return find(Span.class).all().stream().map(Span::getText).toList();
    }

    private static void logIn(Set<Role> roles) {
        Caller caller =
                new Caller(new UserId(new UUID(0, 2)), TENANT, roles, Instant.EPOCH, "session");
        SecurityContextHolder.getContext()
                .setAuthentication(new UsernamePasswordAuthenticationToken(caller, "", List.of()));
    }

    @Route(value = "first", layout = MainLayout.class)
    @PermitAll
    static class FirstPage extends Div {
        private static final long serialVersionUID = 1L;
    }

    @Route(value = "failing", layout = MainLayout.class)
    @PermitAll
    static class FailingPage extends Div {
        private static final long serialVersionUID = 1L;

        FailingPage() {
            throw new IllegalStateException("secret detail");
        }
    }

    @Configuration
    @Import({CurrentCaller.class, PageSetup.class, TextsProvider.class})
    static class Shell {
        @Bean
        NavigationEntry seen() {
            return NavigationEntry.of(
                    NavigationEntry.Group.OPERATE,
                    1,
                    "ui.log-out",
                    Lucide.BOT,
                    FirstPage.class,
                    Role.VIEWER);
        }

        @Bean
        NavigationEntry notSeen() {
            return NavigationEntry.of(
                    NavigationEntry.Group.OPERATE,
                    2,
                    "ui.theme",
                    Lucide.BOT,
                    FailingPage.class,
                    Role.OWNER);
        }

        @Bean
        TopBarPart part() {
            return new TopBarPart() {
                @Override
                public Side side() {
                    return Side.LEFT;
                }

                @Override
                public int order() {
                    return 1;
                }

                @Override
                public Optional<Component> create(Caller caller, ModeStrip strip) {
                    return Optional.of(new Span("state of " + caller.tenantId()));
                }
            };
        }

        @Bean
        SignedIn people() {
            return new SignedIn() {
                @Override
                public Person person(Caller caller) {
                    return new Person(
                            "Demo",
                            "demo@example.com",
                            Locale.forLanguageTag("es"),
                            ZoneId.of("Europe/Madrid"),
                            Theme.DARK);
                }

                @Override
                public List<Workspace> workspaces(Caller caller) {
                    return List.of(new Workspace(TENANT, "Demo", "Pro"));
                }

                @Override
                public void enter(Caller caller, TenantId tenant) {
                    throw new IllegalStateException("there is one workspace");
                }

                @Override
                public void logOut() {
                    SecurityContextHolder.clearContext();
                }
            };
        }
    }
}
