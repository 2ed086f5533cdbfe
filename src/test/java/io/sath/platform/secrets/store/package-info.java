// On the tests' class path this file stands before the one it repeats.
@NamedInterface("store")
@NullMarked
package io.sath.platform.secrets.store;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
