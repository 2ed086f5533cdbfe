/**
 * The task {@code check-key}: asks a venue or an AI provider about one delivered key, and says what
 * it answers. Knows the keys and the wire, and nothing of a run.
 */
@NullMarked
package io.sath.bot.check;

import org.jspecify.annotations.NullMarked;
