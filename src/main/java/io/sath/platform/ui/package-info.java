/**
 * The shell and reusable components; knows no feature.
 *
 * <p>A page stands in one of three frames: {@link PublicLayout}, {@link MainLayout} of a workspace,
 * {@link OperatorLayout}. The last two show the page of every {@link NavigationEntry} bean whose
 * group is theirs: OPERATE, PREPARE, ACCOUNT in a workspace, NOW, CUSTOMERS, GOVERNANCE with the
 * operators. An operators' page is a package-private view in {@code admin.ui} with
 * {@code @Route(value = "admin/…", layout = OperatorLayout.class)} and {@code @RolesAllowed}, and a
 * bean in {@code admin.ui.AdminPages}.
 */
@ApplicationModule(allowedDependencies = {"shared", "database"})
@NullMarked
package io.sath.platform.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
