@NullMarked
package io.sath.platform.billing.web;

import org.jspecify.annotations.NullMarked;
