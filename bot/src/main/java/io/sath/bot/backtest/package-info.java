/// The kernel run over recorded markets as fast as they can be read, with a report.
@NullMarked
package io.sath.bot.backtest;

import org.jspecify.annotations.NullMarked;
