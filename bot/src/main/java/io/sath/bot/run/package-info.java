/**
 * The process around the kernel: settings, secrets, output, heartbeat, loops with the platform, and
 * how it ends.
 */
@NullMarked
package io.sath.bot.run;

import org.jspecify.annotations.NullMarked;
