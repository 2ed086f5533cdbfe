/** The bot program: one process that trades for one tenant, and the commands beside it. */
@NullMarked
package io.sath.bot;

import org.jspecify.annotations.NullMarked;
