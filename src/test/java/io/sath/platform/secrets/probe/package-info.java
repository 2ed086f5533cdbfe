// On the tests' class path this file stands before the one it repeats.
@NamedInterface("probe")
@NullMarked
package io.sath.platform.secrets.probe;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
