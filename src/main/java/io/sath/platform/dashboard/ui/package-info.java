/** The overview page, the first-steps guide and the bot's state in the bar of every page. */
@NullMarked
package io.sath.platform.dashboard.ui;

import org.jspecify.annotations.NullMarked;
