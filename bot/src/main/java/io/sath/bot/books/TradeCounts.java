package io.sath.bot.books;

import io.sath.bot.json.Json;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Trades counted at their first fill: after a record of the ledger, and in a month of the wall
 * clock.
 *
 * <p>Remembers the last 2,000 places. Where even the oldest of a full memory lies after the place
 * asked for, nobody knows how many there were: then they count as too many for any quota.
 */
final class TradeCounts {

    private static final int REMEMBERED = 2_000;

    private static final int TOO_MANY = Integer.MAX_VALUE / 2;

    private final Deque<Long> starts = new ArrayDeque<>();
    private YearMonth month = YearMonth.of(1970, 1);
    private int inMonth;

    void count(long ledgerSeq, Instant ts) {
        starts.addLast(ledgerSeq);
        if (starts.size() > REMEMBERED) {
            starts.removeFirst();
        }
        YearMonth now = monthOf(ts);
        if (now.isAfter(month)) {
            month = now;
            inMonth = 0;
        }
        if (now.equals(month)) {
            inMonth++;
        }
    }

    int after(long ledgerSeq) {
        int count = 0;
        for (var it = starts.descendingIterator(); it.hasNext() && it.next() > ledgerSeq; ) {
            count++;
        }
        return count == REMEMBERED ? TOO_MANY : count;
    }

    int in(YearMonth asked) {
        return asked.equals(month) ? inMonth : 0;
    }

    static YearMonth monthOf(Instant ts) {
        return YearMonth.from(ts.atOffset(ZoneOffset.UTC));
    }

    Json toJson() {
        return Json.object()
                .put("month", month.toString())
                .put("inMonth", inMonth)
                .put("starts", Json.array(starts.stream().map(Json::whole).toList()))
                .build();
    }

    static TradeCounts of(Json.Obj json) {
        TradeCounts counts = new TradeCounts();
        counts.month = YearMonth.parse(((Json.Text) json.get("month")).value());
        counts.inMonth = ((Json.Num) json.get("inMonth")).value().intValueExact();
        List<Json> starts = ((Json.Arr) json.get("starts")).items();
        for (Json start : starts) {
            counts.starts.addLast(((Json.Num) start).value().longValueExact());
        }
        return counts;
    }
}
