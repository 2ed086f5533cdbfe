/// What the program can trade and how, for whoever configures it.
@NullMarked
package io.sath.bot.catalogue;

import org.jspecify.annotations.NullMarked;
