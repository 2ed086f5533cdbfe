package io.sath.bot.run;

import io.sath.bot.json.Json;
import io.sath.bot.wire.Out;
import io.sath.bot.wire.SettingsResult;
import io.sath.bot.wire.StopReason;
import org.jspecify.annotations.Nullable;

/** What reaches a run from outside. */
sealed interface Signal {

    /** The settings file has another content. */
    record NewSettings(SettingsResult result) implements Signal {}

    /** The backtest is over: its figures, or why there are none. */
    record Backtested(Json.@Nullable Obj figures, StopReason reason, @Nullable String problem)
            implements Signal {}

    /** The check of a key is over: what is said of it, or why nothing is. */
    record Checked(Out.@Nullable Key said, @Nullable String problem) implements Signal {}

    /** SIGTERM. */
    record Terminate() implements Signal {}
}
