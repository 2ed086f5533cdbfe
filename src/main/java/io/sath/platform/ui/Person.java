package io.sath.platform.ui;

import java.time.ZoneId;
import java.util.Locale;

/** The person who looks at a page, as far as the page's look depends on them. */
public record Person(String name, String email, Locale language, ZoneId zone, Theme theme) {}
