/// The figures of a report, computed while trades and equity stream by.
@NullMarked
package io.sath.bot.figures;

import org.jspecify.annotations.NullMarked;
