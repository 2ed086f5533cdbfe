/** How bots are made to run: the port, and the words it speaks. */
@NullMarked
package io.sath.platform.orchestration.scheduler;

import org.jspecify.annotations.NullMarked;
