/** The port behind which the values of keys are kept. */
@NamedInterface("store")
@NullMarked
package io.sath.platform.secrets.store;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
