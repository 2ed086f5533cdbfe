/**
 * The page of a tenant's keys. What a person types is read once, handed on and cleared: no
 * component keeps it after the call.
 */
@NullMarked
package io.sath.platform.secrets.ui;

import org.jspecify.annotations.NullMarked;
