/**
 * Runs bots as jobs of a Nomad cluster: one job per bot, registered from {@code
 * nomad-jobs/bot.nomad.hcl}, restarted and moved by the cluster itself.
 */
@NullMarked
package io.sath.platform.orchestration.scheduler.nomad;

import org.jspecify.annotations.NullMarked;
