package io.sath.platform.ui;

import com.vaadin.flow.component.UI;
import io.sath.platform.shared.Texts;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How numbers and times are written for one person: their language's separators, always grouped, a
 * true minus, a no-break space before a unit, times in their zone.
 *
 * <p>Everything is rounded half-even, for show alone.
 */
public final class Formats {
    /** U+00A0: keeps a number and its unit on one line. */
    public static final String NBSP = "\u00a0";

    private static final String MINUS = "\u2212";

    private final Locale locale;
    private final ZoneId zone;
    private final Texts texts;

    private Formats(Locale locale, ZoneId zone) {
        this.locale = locale;
        this.zone = zone;
        texts = Texts.in(locale);
    }

    public static Formats of(Locale locale, ZoneId zone) {
        return new Formats(locale, zone);
    }

    /** Those of the person whose page this thread works on. */
    public static Formats current() {
        UI ui = UI.getCurrent();
        return of(currentLocale(), ui == null ? ZoneId.of("UTC") : PageSetup.person(ui).zone());
    }

    static Locale currentLocale() {
        UI ui = UI.getCurrent();
        return ui == null ? Locale.ENGLISH : ui.getLocale();
    }

    public Locale locale() {
        return locale;
    }

    public ZoneId zone() {
        return zone;
    }

    /** With exactly so many decimals: {@code 1.234,50}. */
    public String number(BigDecimal value, int decimals) {
        return decimal(value, decimals, decimals);
    }

    /** A price or a quantity as exact as it is, without needless zeros: {@code 0,00916}. */
    public String exact(BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        return decimal(plain, 0, Math.max(0, plain.scale()));
    }

    /** A price by the market's step: {@code 108.735,3}. */
    public String price(BigDecimal value, BigDecimal tick) {
        return number(value, Math.max(0, tick.stripTrailingZeros().scale()));
    }

    public String count(long value) {
        return number(BigDecimal.valueOf(value), 0);
    }

    /** An amount without its unit: {@code 5.241,51}. */
    public String amount(BigDecimal value) {
        return number(value, 2);
    }

    /** {@code 5.241,51 USDT}. */
    public String money(BigDecimal value, String currency) {
        return amount(value) + NBSP + currency;
    }

    /** With its sign, a gain too: {@code +241,51}, {@code −3,73}, {@code 0,00}. */
    public String signed(BigDecimal value) {
        return sign(value, 2) + amount(value);
    }

    /** A fraction as percent: 0.0483 is {@code 4,83 %}. */
    public String percent(BigDecimal fraction, int decimals) {
        return number(fraction.movePointRight(2), decimals) + NBSP + "%";
    }

    public String signedPercent(BigDecimal fraction) {
        return sign(fraction.movePointRight(2), 2) + percent(fraction, 2);
    }

    /** Bytes in the largest unit that keeps a whole part: {@code 1,4 GB}. */
    public String bytes(long bytes) {
        String[] units = {"B", "kB", "MB", "GB", "TB"};
        int unit = 0;
        BigDecimal value = BigDecimal.valueOf(bytes);
        while (unit < units.length - 1 && value.compareTo(BigDecimal.valueOf(1000)) >= 0) {
            value = value.movePointLeft(3);
            unit++;
        }
        return decimal(value, 0, unit == 0 ? 0 : 1) + NBSP + units[unit];
    }

    /** Its two largest units: {@code 33 d 5 h}, {@code 5 h 30 min}, {@code 12 s}. */
    public String duration(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < 60) {
            return seconds + NBSP + "s";
        }
        if (seconds < 3600) {
            return seconds / 60 + NBSP + "min";
        }
        if (seconds < 86_400) {
            return two(seconds / 3600, "h", seconds % 3600 / 60, "min");
        }
        return two(seconds / 86_400, "d", seconds % 86_400 / 3600, "h");
    }

    private static String two(long first, String firstUnit, long second, String secondUnit) {
        String large = first + NBSP + firstUnit;
        return second == 0 ? large : large + " " + second + NBSP + secondUnit;
    }

    /** {@code hace 3 s}, {@code 3 s ago}. */
    public String ago(Duration since) {
        return texts.get("ui.ago", duration(since));
    }

    /** {@code 15:00}. */
    public String time(Instant at) {
        return format("HH:mm", at);
    }

    /** {@code 14:59:41}. */
    public String timeWithSeconds(Instant at) {
        return format("HH:mm:ss", at);
    }

    /** {@code 14:59:41.377}. */
    public String timeWithMillis(Instant at) {
        return format("HH:mm:ss.SSS", at);
    }

    /** {@code 21 may}. */
    public String day(Instant at) {
        return format("d MMM", at);
    }

    /** {@code 21 may 2025}. */
    public String dayAndYear(Instant at) {
        return format("d MMM yyyy", at);
    }

    /** {@code 24 may, 13:59}. */
    public String dateTime(Instant at) {
        return format("d MMM, HH:mm", at);
    }

    /** {@code 24 may 2025, 14:59:41}. */
    public String exactDateTime(Instant at) {
        return format("d MMM yyyy, HH:mm:ss", at);
    }

    /** {@code 15:00} today, {@code 24 may, 15:00} on other days. */
    public String recent(Instant at, Instant now) {
        boolean today = at.atZone(zone).toLocalDate().equals(now.atZone(zone).toLocalDate());
        return today ? time(at) : dateTime(at);
    }

    private String format(String pattern, Instant at) {
        return DateTimeFormatter.ofPattern(pattern, locale).format(at.atZone(zone));
    }

    private String decimal(BigDecimal value, int atLeast, int atMost) {
        BigDecimal rounded = value.setScale(atMost, RoundingMode.HALF_EVEN);
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(locale);
        if (Character.isWhitespace(symbols.getGroupingSeparator())
                || symbols.getGroupingSeparator() == '\u202f') {
            symbols.setGroupingSeparator('\u00a0'); // the font lacks U+202F
        }
        DecimalFormat format = new DecimalFormat("#,##0", symbols);
        format.setMinimumFractionDigits(atLeast);
        format.setMaximumFractionDigits(atMost);
        format.setNegativePrefix(MINUS);
        return format.format(rounded.signum() == 0 ? BigDecimal.ZERO : rounded);
    }

    private static String sign(BigDecimal value, int decimals) {
        return value.setScale(decimals, RoundingMode.HALF_EVEN).signum() > 0 ? "+" : "";
    }

    /** The number a person typed in their own way of writing, or null where it is none. */
    public @Nullable BigDecimal parse(String typed) {
        DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(locale);
        String plain =
                typed.strip()
                        .replace(NBSP, "")
                        .replace(String.valueOf(symbols.getGroupingSeparator()), "")
                        .replace(symbols.getDecimalSeparator(), '.')
                        .replace(MINUS, "-");
        return plain.matches("-?\\d{1,18}(\\.\\d{1,18})?") ? new BigDecimal(plain) : null;
    }
}
