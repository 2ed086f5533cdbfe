@NullMarked
package io.sath.platform.secrets.ui;

import org.jspecify.annotations.NullMarked;
