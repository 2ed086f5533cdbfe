@NullMarked
package io.sath.platform.secrets.probe.gemini;

import org.jspecify.annotations.NullMarked;
