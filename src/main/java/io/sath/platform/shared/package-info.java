/**
 * Words that every module speaks: ids, money, pages, problems, the caller. No Spring, no Vaadin.
 */
@NullMarked
package io.sath.platform.shared;

import org.jspecify.annotations.NullMarked;
