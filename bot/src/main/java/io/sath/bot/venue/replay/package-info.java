/**
 * The replay venue: recorded markets on a clock of their own, looping, with an exchange on paper.
 */
@NullMarked
package io.sath.bot.venue.replay;

import org.jspecify.annotations.NullMarked;
