package io.sath.bot.run;

import io.sath.bot.wire.SettingsResult;

/** What reaches a run from outside. */
sealed interface Signal {

    /** The settings file has another content. */
    record NewSettings(SettingsResult result) implements Signal {}

    /** SIGTERM. */
    record Terminate() implements Signal {}
}
