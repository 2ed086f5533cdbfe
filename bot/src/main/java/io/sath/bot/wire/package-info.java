/**
 * The wire between bot and platform, version 1: what a bot says, and the settings that it listens
 * to.
 *
 * <p>The contract in words, as schema and as golden files is {@code bot/wire/}. Knows nobody but
 * {@code json}.
 */
@NullMarked
package io.sath.bot.wire;

import org.jspecify.annotations.NullMarked;
