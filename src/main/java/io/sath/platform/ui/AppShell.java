package io.sath.platform.ui;

import com.vaadin.flow.component.dependency.JsModule;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.page.AppShellConfigurator;
import com.vaadin.flow.component.page.ColorScheme;
import com.vaadin.flow.component.page.Push;
import com.vaadin.flow.component.page.Viewport;
import com.vaadin.flow.server.AppShellSettings;
import com.vaadin.flow.theme.aura.Aura;

/**
 * What every page shares before anything is drawn: the theme, the styles, push and the keyboard.
 */
@Push
@ColorScheme(ColorScheme.Value.SYSTEM)
@StyleSheet(Aura.STYLESHEET)
@StyleSheet("assets/styles/tokens.css")
@StyleSheet("assets/styles/shell.css")
@StyleSheet("assets/styles/parts.css")
@StyleSheet("assets/styles/pages.css")
@JsModule("./sath-keys.ts")
@Viewport("width=device-width, initial-scale=1, viewport-fit=cover")
public class AppShell implements AppShellConfigurator {
    private static final long serialVersionUID = 1L;

    @Override
    public void configurePage(AppShellSettings settings) {
        settings.setPageTitle("SATH");
        settings.addFavIcon("icon", "assets/icons/sath.svg", "any");
    }
}
