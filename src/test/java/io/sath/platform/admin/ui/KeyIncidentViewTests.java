package io.sath.platform.admin.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.sidenav.SideNavItem;
import io.sath.platform.shared.Role;
import io.sath.platform.support.ViewTest;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KeyIncidentViewTests extends ViewTest {
    @Override
    protected Set<Role> roles() {
        return Set.of(Role.USER, Role.ADMIN, Role.SUPERADMIN, Role.VIEWER);
    }

    @Test
    void standsInTheOperatorsOwnFrame() {
        navigate(KeyIncidentView.class);
        List<String> labels =
                find(SideNavItem.class).all().stream().map(SideNavItem::getLabel).toList();
        assertThat(labels).contains("Revoke keys", "My workspace");
        assertThat(labels).doesNotContain("Overview", "Configuration");
    }

    @Test
    void saysWhatItDoesBeforeItDoesIt() {
        navigate(KeyIncidentView.class);
        assertThat(said()).contains("What revoking does.");
    }
}
