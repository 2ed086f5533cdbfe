/// The limits that every entry must pass and the exits that protect what is open; pure, no clock
/// and no I/O.
@NullMarked
package io.sath.bot.risk;

import org.jspecify.annotations.NullMarked;
