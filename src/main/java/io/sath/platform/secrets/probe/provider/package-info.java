/** What every provider's adapter shares: the one client, its answers and their sentences. */
@NullMarked
package io.sath.platform.secrets.probe.provider;

import org.jspecify.annotations.NullMarked;
