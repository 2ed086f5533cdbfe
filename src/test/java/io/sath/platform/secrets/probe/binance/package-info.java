@NullMarked
package io.sath.platform.secrets.probe.binance;

import org.jspecify.annotations.NullMarked;
