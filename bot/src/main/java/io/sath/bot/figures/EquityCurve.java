package io.sath.bot.figures;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// An equity curve of bounded length, made while marks stream by: when it is full, every second
/// point goes and from then on only every second mark is kept. The first and the last mark are
/// always in it.
final class EquityCurve {
    private final int most;
    private final List<EquityPoint> points = new ArrayList<>();
    private long stride = 1;
    private long seen;
    private @Nullable Instant lastAt;
    private BigDecimal last = BigDecimal.ZERO;

    /// @param most how many points it may have; at least 2
    EquityCurve(int most) {
        if (most < 2) {
            throw new IllegalArgumentException("a curve has at least 2 points, not " + most);
        }
        this.most = most;
    }

    void add(Instant at, BigDecimal equity) {
        if (seen % stride == 0) {
            if (points.size() == most - 1) {
                halve();
            }
            if (seen % stride == 0) {
                points.add(new EquityPoint(at, equity));
            }
        }
        seen++;
        lastAt = at;
        last = equity;
    }

    private void halve() {
        List<EquityPoint> kept = new ArrayList<>(most);
        for (int i = 0; i < points.size(); i += 2) {
            kept.add(points.get(i));
        }
        points.clear();
        points.addAll(kept);
        stride *= 2;
    }

    List<EquityPoint> points() {
        List<EquityPoint> all = new ArrayList<>(points);
        Instant end = lastAt;
        if (end != null) {
            if (all.getLast().at().equals(end)) {
                all.removeLast();
            }
            all.add(new EquityPoint(end, last));
        }
        return all;
    }
}
