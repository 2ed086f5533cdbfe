@NullMarked
package io.sath.platform.secrets.probe.provider;

import org.jspecify.annotations.NullMarked;
