/** Providers on this machine that answer as they are told to. */
@NullMarked
package io.sath.bot.check.fake;

import org.jspecify.annotations.NullMarked;
