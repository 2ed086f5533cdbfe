/** The endpoints of people: {@code auth/*} and {@code users/me}. */
@NullMarked
package io.sath.platform.account.web;

import org.jspecify.annotations.NullMarked;
