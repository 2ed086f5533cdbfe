/// Trading rules: what each closed candle of one symbol means, with the numbers that say why.
@NullMarked
package io.sath.bot.strategy;

import org.jspecify.annotations.NullMarked;
