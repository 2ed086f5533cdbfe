// On the tests' class path this file stands before the one it repeats.
@NamedInterface("ui")
@NullMarked
package io.sath.platform.bots.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
