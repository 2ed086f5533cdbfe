/** Checks keys of Binance, live and testnet. */
@NullMarked
package io.sath.platform.secrets.probe.binance;

import org.jspecify.annotations.NullMarked;
