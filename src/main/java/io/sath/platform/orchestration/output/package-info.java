/** What bots say, decoded, and the SPIs of those who keep it. */
@NamedInterface("output")
@NullMarked
package io.sath.platform.orchestration.output;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
