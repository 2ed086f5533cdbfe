@NullMarked
package io.sath.platform.secrets.probe.polymarket;

import org.jspecify.annotations.NullMarked;
