@NullMarked
package io.sath.platform.bots.ui;

import org.jspecify.annotations.NullMarked;
