@NullMarked
package io.sath.platform.notification;

import org.jspecify.annotations.NullMarked;
