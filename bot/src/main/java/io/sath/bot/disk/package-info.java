/** How bytes become durable: a port small enough that a test can stop after each of its steps. */
@NullMarked
package io.sath.bot.disk;

import org.jspecify.annotations.NullMarked;
