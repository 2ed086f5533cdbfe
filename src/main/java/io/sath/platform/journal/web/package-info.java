/** The journal over REST. */
@NullMarked
package io.sath.platform.journal.web;

import org.jspecify.annotations.NullMarked;
