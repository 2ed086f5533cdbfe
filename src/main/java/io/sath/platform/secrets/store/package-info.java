/** The port behind which the values of keys are kept. */
@NullMarked
package io.sath.platform.secrets.store;

import org.jspecify.annotations.NullMarked;
