/// Recorded markets: candles, prints, instruments, and the named sets they are read from.
@NullMarked
package io.sath.bot.market;

import org.jspecify.annotations.NullMarked;
