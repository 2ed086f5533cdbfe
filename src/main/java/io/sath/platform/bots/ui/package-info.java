/** The configuration page of a tenant's bot, and how a bot's state looks on any page. */
@NamedInterface("ui")
@NullMarked
package io.sath.platform.bots.ui;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
