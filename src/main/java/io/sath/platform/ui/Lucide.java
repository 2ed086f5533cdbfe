package io.sath.platform.ui;

import com.vaadin.flow.component.icon.SvgIcon;
import java.util.Locale;

/**
 * The icons in use: Lucide's, self-hosted in one sprite, and two arrows of our own for gain and
 * loss.
 *
 * <p>An icon says nothing to a screen reader; the word beside it does.
 */
public enum Lucide {
    ACTIVITY,
    ARROW_DOWN,
    ARROW_LEFT,
    ARROW_RIGHT,
    ARROW_UP,
    BADGE_CHECK,
    BELL,
    BOT,
    BOXES,
    BRAIN,
    BUG,
    BUILDING_2,
    CALENDAR,
    CHART_CANDLESTICK,
    CHART_COLUMN,
    CHART_LINE,
    CHART_NO_AXES_COMBINED,
    CHECK,
    CHECK_CHECK,
    CHEVRONS_UP_DOWN,
    CHEVRON_DOWN,
    CHEVRON_LEFT,
    CHEVRON_RIGHT,
    CIRCLE,
    CIRCLE_ALERT,
    CIRCLE_CHECK,
    CIRCLE_DOLLAR_SIGN,
    CIRCLE_PAUSE,
    CIRCLE_PLAY,
    CIRCLE_QUESTION_MARK,
    CIRCLE_STOP,
    CIRCLE_X,
    CLOCK,
    COPY,
    CREDIT_CARD,
    DOOR_OPEN,
    DOWNLOAD,
    ELLIPSIS,
    EXTERNAL_LINK,
    EYE,
    FINGERPRINT_PATTERN,
    FLASK_CONICAL,
    GAIN,
    GAUGE,
    GIT_COMMIT_HORIZONTAL,
    HAND,
    HEART_PULSE,
    HISTORY,
    INFO,
    KEYBOARD,
    KEY_ROUND,
    LANGUAGES,
    LAYERS,
    LAYOUT_DASHBOARD,
    LIGHTBULB,
    LINK,
    LIST_CHECKS,
    LOADER,
    LOCK,
    LOG_IN,
    LOG_OUT,
    LOSS,
    MAIL,
    MAIL_CHECK,
    MAIL_OPEN,
    MEGAPHONE,
    MENU,
    MINUS,
    MONITOR,
    MOON,
    OCTAGON_PAUSE,
    OCTAGON_X,
    PENCIL_LINE,
    PLAY,
    PLUS,
    POWER,
    REFRESH_CW,
    ROTATE_CCW,
    ROTATE_CW,
    SAVE,
    SCAN_SEARCH,
    SCROLL_TEXT,
    SEARCH,
    SEND,
    SERVER,
    SETTINGS,
    SHIELD,
    SHIELD_CHECK,
    SLIDERS_HORIZONTAL,
    SPARKLES,
    SQUARE,
    SQUARE_FUNCTION,
    SUN,
    TARGET,
    TELESCOPE,
    TRASH_2,
    TRENDING_DOWN,
    TRENDING_UP,
    TRIANGLE_ALERT,
    UNDO_2,
    UNPLUG,
    USER,
    USERS,
    USER_ROUND,
    WALLET,
    X,
    ZAP;

    /** Where the drawings are. */
    public static final String SPRITE = "assets/icons/lucide.svg";

    /** A new icon, in the colour of the text around it. */
    public SvgIcon svg() {
        SvgIcon icon = new SvgIcon(SPRITE, symbol());
        icon.getElement().setAttribute("aria-hidden", "true");
        return icon;
    }

    /** Its name in {@link #SPRITE}. */
    public String symbol() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
