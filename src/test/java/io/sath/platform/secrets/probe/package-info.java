@NullMarked
package io.sath.platform.secrets.probe;

import org.jspecify.annotations.NullMarked;
