/**
 * An exchange on paper: fills orders against prints, with commission, half a spread, and the
 * symbol's grids.
 */
@NullMarked
package io.sath.bot.venue.paper;

import org.jspecify.annotations.NullMarked;
