package io.sath.platform.logs.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sath.platform.bots.BotStatus;

/** What a stream says. */
final class Events {
    private Events() {}

    record Line(String type, @JsonUnwrapped LineJson line) {
        Line(LineJson line) {
            this("line", line);
        }
    }

    /** This many lines were left out before the next one. */
    record Dropped(String type, long count) {
        Dropped(long count) {
            this("dropped", count);
        }
    }

    /** How the bot is, at the beginning and after each change. */
    record State(String type, @JsonUnwrapped BotStatus.Json status) {
        State(BotStatus.Json status) {
            this("state", status);
        }
    }
}
