/**
 * The one kernel: paper, live and backtest differ only in the venue that it is given.
 * Single-threaded; takes time from the venue and, for what the platform orders, from the wall clock
 * that is handed in.
 */
@NullMarked
package io.sath.bot.kernel;

import org.jspecify.annotations.NullMarked;
