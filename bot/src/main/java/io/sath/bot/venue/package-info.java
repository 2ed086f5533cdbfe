/**
 * What a market is to the kernel: a port. Adapters are its subpackages; the kernel knows none of
 * them.
 */
@NullMarked
package io.sath.bot.venue;

import org.jspecify.annotations.NullMarked;
