/**
 * The operators' pages. To add one: a view with {@code @Route(value = "admin/…", layout =
 * OperatorLayout.class)} and {@code @RolesAllowed}, and its entry in {@link AdminPages}.
 */
@NullMarked
package io.sath.platform.admin.ui;

import org.jspecify.annotations.NullMarked;
