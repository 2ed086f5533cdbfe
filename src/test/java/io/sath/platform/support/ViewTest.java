package io.sath.platform.support;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.dom.Element;
import com.vaadin.flow.router.QueryParameters;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Role;
import io.sath.platform.support.Fixtures.Person;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;

/** A test of pages as a person sees them, without a browser, on the whole platform. */
@PlatformTest
public abstract class ViewTest extends SpringBrowserlessTest {
    @Autowired protected Fixtures fixtures;

    /** Who is logged in, or could be. */
    private @Nullable Person someone;

    protected final Person person() {
        return Objects.requireNonNull(someone);
    }

    /** Whether the pages of this class are for who is logged in. */
    protected boolean loggedIn() {
        return true;
    }

    /** What the person of this class may do. */
    protected Set<Role> roles() {
        return EnumSet.of(Role.USER, Role.VIEWER, Role.TRADER, Role.OWNER);
    }

    @BeforeEach
    @Override
    protected void initVaadinEnvironment() {
        SecurityContextHolder.clearContext();
        someone = fixtures.person();
        if (loggedIn()) {
            Caller caller = fixtures.caller(person(), roles());
            logIn(caller);
        }
        super.initVaadinEnvironment();
    }

    /** The pages' person is this one from now on. */
    protected static void logIn(Caller caller) {
        SecurityContextHolder.getContext()
                .setAuthentication(
                        UsernamePasswordAuthenticationToken.authenticated(
                                caller,
                                "",
                                caller.roles().stream()
                                        .map(role -> new SimpleGrantedAuthority(role.authority()))
                                        .toList()));
    }

    @AfterEach
    @Override
    protected void cleanVaadinEnvironment() {
        super.cleanVaadinEnvironment();
        SecurityContextHolder.clearContext();
    }

    /** Goes to a page with a query, as from an address. */
    protected static void open(String path, Map<String, String> query) {
        UI.getCurrent().navigate(path, QueryParameters.simple(query));
    }

    /** The page's one primary button. */
    protected final Button primary() {
        return find(Button.class)
                .withCondition(button -> button.getThemeNames().contains("primary"))
                .single();
    }

    /** All that the page and its dialogs say, piece by piece, without what is hidden. */
    protected static List<String> said() {
        UI ui = UI.getCurrent();
        Stream<Element> page =
                ui.getInternals().getActiveRouterTargetsChain().stream()
                        .reduce((first, second) -> second)
                        .map(HasElement::getElement)
                        .stream();
        Stream<Element> rest = ui.getElement().getChildren();
        return Stream.concat(page, rest).distinct().flatMap(ViewTest::texts).toList();
    }

    /** The same for a part of it. */
    protected static List<String> said(HasElement part) {
        return texts(part.getElement()).toList();
    }

    private static Stream<String> texts(Element element) {
        if (element.isTextNode()) {
            return Stream.of(element.getText());
        }
        return element.isVisible() ? element.getChildren().flatMap(ViewTest::texts) : Stream.of();
    }
}
