@NullMarked
package io.sath.platform.secrets.probe.fake;

import org.jspecify.annotations.NullMarked;
