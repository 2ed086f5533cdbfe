package io.sath.platform.ui;

import com.vaadin.flow.i18n.I18NProvider;
import io.sath.platform.shared.Texts;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Hands the modules' texts to Vaadin. */
@Component
class TextsProvider implements I18NProvider {
    private static final long serialVersionUID = 1L;

    @Override
    public List<Locale> getProvidedLocales() {
        return Texts.LOCALES;
    }

    @Override
    public String getTranslation(String key, Locale locale, Object... params) {
        return Texts.in(locale).get(key, params);
    }
}
