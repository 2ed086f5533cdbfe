/** The page of the live log. */
@NullMarked
package io.sath.platform.logs.ui;

import org.jspecify.annotations.NullMarked;
