@NullMarked
package io.sath.platform.admin.ui;

import org.jspecify.annotations.NullMarked;
