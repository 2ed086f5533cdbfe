/** Bots as processes of this machine that outlive the platform. Linux only. */
@NullMarked
package io.sath.platform.orchestration.scheduler.local;

import org.jspecify.annotations.NullMarked;
