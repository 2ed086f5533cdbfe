/**
 * The secret store on HashiCorp Vault or OpenBao (KV version 2); the driver's types stop here.
 *
 * <p>The driver's known faults and what contains them: it answers a refused write as if it had gone
 * well ({@link VaultAnswers} looks at every status), opens a client a call (one is shared), knows
 * no deadline (every configuration has one), erases all versions on {@code delete} (never called),
 * and carries one configuration's engine version into another (two are kept apart).
 */
@NullMarked
package io.sath.platform.secrets.store.vault;

import org.jspecify.annotations.NullMarked;
