/** The log over REST: lists, and streams by WebSocket and server-sent events. */
@NullMarked
package io.sath.platform.logs.web;

import org.jspecify.annotations.NullMarked;
