/** The pages of people: log-in, sign-up, confirmation, passwords, profile. */
@NullMarked
package io.sath.platform.account.ui;

import org.jspecify.annotations.NullMarked;
