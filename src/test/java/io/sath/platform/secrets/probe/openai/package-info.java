@NullMarked
package io.sath.platform.secrets.probe.openai;

import org.jspecify.annotations.NullMarked;
