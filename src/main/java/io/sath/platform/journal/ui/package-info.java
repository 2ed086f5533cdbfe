/** The page of a tenant's trades. */
@NullMarked
package io.sath.platform.journal.ui;

import org.jspecify.annotations.NullMarked;
