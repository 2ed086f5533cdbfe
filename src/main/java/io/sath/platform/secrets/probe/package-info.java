/** The port by which a key is checked with its provider, and the words of the answer. */
@NamedInterface("probe")
@NullMarked
package io.sath.platform.secrets.probe;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
