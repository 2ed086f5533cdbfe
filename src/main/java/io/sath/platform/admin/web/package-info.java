@NullMarked
package io.sath.platform.admin.web;

import org.jspecify.annotations.NullMarked;
