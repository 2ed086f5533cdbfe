/** What an operator reads and types at the console. */
@NullMarked
package io.sath.platform.admin.console;

import org.jspecify.annotations.NullMarked;
