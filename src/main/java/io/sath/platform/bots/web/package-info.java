/** The bots' endpoints. */
@NullMarked
package io.sath.platform.bots.web;

import org.jspecify.annotations.NullMarked;
