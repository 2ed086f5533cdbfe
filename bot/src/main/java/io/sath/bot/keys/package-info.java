/**
 * The keys that a run was given, and how requests are signed with them. The values are bytes that
 * are wiped; nothing here shows one.
 */
@NullMarked
package io.sath.bot.keys;

import org.jspecify.annotations.NullMarked;
