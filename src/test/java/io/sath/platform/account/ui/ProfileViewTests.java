package io.sath.platform.account.ui;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import io.sath.platform.account.Accounts;
import io.sath.platform.support.ViewTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class ProfileViewTests extends ViewTest {
    @Autowired Accounts accounts;

    @Test
    void savesWhatThePersonChanged() {
        navigate(ProfileView.class);
        test(find(TextField.class).single()).setValue("Ana María");
        chooseTheme("Dark");
        test(primary()).click();
        assertThat(accounts.profile(person().id()))
                .satisfies(profile -> {
                    assertThat(profile.name()).isEqualTo("Ana María");
                    assertThat(profile.theme()).isEqualTo("dark");
                });
    }

    @Test
    void saysAtTheFieldWhatIsWrong() {
        navigate(ProfileView.class);
        test(find(TextField.class).single()).setValue(" ");
        test(primary()).click();
        assertThat(find(TextField.class).single().getErrorMessage()).isEqualTo("Fill this in.");
        assertThat(accounts.profile(person().id()).name()).isEqualTo("Person");
    }

    private void chooseTheme(String name) {
        @SuppressWarnings("unchecked")
        Select<String> theme = find(Select.class).withCaption("Theme").single();
        test(theme).selectItem(name);
    }
}
