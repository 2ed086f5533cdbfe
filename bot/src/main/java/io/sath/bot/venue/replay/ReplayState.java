package io.sath.bot.venue.replay;

import io.sath.bot.json.Json;
import io.sath.bot.market.Timeframe;
import io.sath.bot.wire.BookedReader;
import io.sath.bot.wire.OutJson;
import io.sath.bot.wire.Settings;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a replay must remember beyond a run: its clock, and which recording it plays since when.
 *
 * @param origin where, on the market's clock, the first round began
 */
record ReplayState(
        ReplayClock clock, String data, List<Timeframe> timeframes, int warmup, Instant origin) {

    ReplayState {
        timeframes = List.copyOf(timeframes);
    }

    /** The replay of these settings, beginning now on a clock that goes on. */
    static ReplayState beginning(ReplayClock clock, Instant now, Settings settings) {
        List<Timeframe> timeframes = timeframes(settings);
        return new ReplayState(
                clock,
                settings.replay().data(),
                timeframes,
                settings.replay().warmup(),
                Lane.floor(now, Lane.grid(timeframes)));
    }

    static List<Timeframe> timeframes(Settings settings) {
        return settings.timeframes().stream()
                .map(code -> Timeframe.of(code).orElseThrow())
                .toList();
    }

    /** Whether these settings play the same recording in the same way. */
    boolean plays(Settings settings) {
        return data.equals(settings.replay().data())
                && warmup == settings.replay().warmup()
                && timeframes.equals(timeframes(settings));
    }

    ReplayState with(ReplayClock other) {
        return new ReplayState(other, data, timeframes, warmup, origin);
    }

    Json.Obj toJson() {
        return Json.object()
                .put("wall", OutJson.time(clock.wall()))
                .put("at", OutJson.time(clock.at()))
                .put("speed", clock.speed())
                .put("data", data)
                .put(
                        "timeframes",
                        Json.array(timeframes.stream().map(t -> Json.text(t.code())).toList()))
                .put("warmup", warmup)
                .put("origin", OutJson.time(origin))
                .build();
    }

    /**
     * Reads it back.
     *
     * @throws RuntimeException where it is not what {@link #toJson} made
     */
    static ReplayState of(Json.Obj json) {
        return new ReplayState(
                new ReplayClock(
                        Objects.requireNonNull(BookedReader.time(json.get("wall"))),
                        Objects.requireNonNull(BookedReader.time(json.get("at"))),
                        new BigDecimal(((Json.Text) json.get("speed")).value())),
                ((Json.Text) json.get("data")).value(),
                ((Json.Arr) json.get("timeframes"))
                        .items().stream()
                                .map(item -> Timeframe.of(((Json.Text) item).value()).orElseThrow())
                                .toList(),
                ((Json.Num) json.get("warmup")).value().intValueExact(),
                Objects.requireNonNull(BookedReader.time(json.get("origin"))));
    }
}
