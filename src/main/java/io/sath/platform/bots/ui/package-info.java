/** The configuration page of a tenant's bot. */
@NullMarked
package io.sath.platform.bots.ui;

import org.jspecify.annotations.NullMarked;
