@NullMarked
package io.sath.platform.tenant.web;

import org.jspecify.annotations.NullMarked;
