package io.sath.platform.orchestration.scheduler.nomad;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The index of a cluster's state, table by table, and what happened. As a real one it keeps the
 * last {@value #KEPT} events, answers who comes later from the nearest one without a word of the
 * gap, and cuts off who is too slow for them.
 */
final class RecordedEvents {
    private static final int KEPT = 100;

    /** All have as many digits: tokens of pages are in the order of their texts. */
    private static final long FIRST_INDEX = 100_000;

    private final Deque<Line> kept = new ArrayDeque<>();
    private final Map<String, Long> tables = new HashMap<>();
    private long index = FIRST_INDEX;
    private long number;
    private int cutOff;

    private record Line(long number, long index, String json) {}

    /** A further change, of these tables. */
    synchronized long next(String... changed) {
        index++;
        for (String table : changed) {
            tables.put(table, index);
        }
        return index;
    }

    /** When the table changed last, as the header of its list tells it. */
    synchronized long of(String table) {
        return tables.getOrDefault(table, FIRST_INDEX);
    }

    synchronized long index() {
        return index;
    }

    /** Tells of the present change. */
    synchronized void tell(ObjectNode... all) {
        ObjectNode line = Recording.JSON.createObjectNode().put("Index", index);
        ArrayNode events = line.putArray("Events");
        for (ObjectNode event : all) {
            events.add(event.put("Index", index));
        }
        number++;
        kept.add(new Line(number, index, line.toString()));
        if (kept.size() > KEPT) {
            kept.removeFirst();
        }
        notifyAll();
    }

    static ObjectNode event(String topic, String type, String key, String of, ObjectNode what) {
        ObjectNode event = Recording.JSON.createObjectNode();
        event.put("Topic", topic).put("Type", type).put("Key", key).put("Namespace", "bots");
        event.putObject("Payload").set(of, what);
        return event;
    }

    /** How many subscribers were too slow. */
    synchronized int cutOff() {
        return cutOff;
    }

    /** A subscription to everything as of that index. */
    synchronized Subscription from(long first) {
        return new Subscription(
                kept.stream()
                        .filter(line -> line.index() >= first)
                        .mapToLong(Line::number)
                        .findFirst()
                        .orElse(number + 1));
    }

    final class Subscription {
        private long next;

        private Subscription(long next) {
            this.next = next;
        }

        /** What comes within that time, perhaps nothing; null: the subscriber was too slow. */
        @Nullable List<String> within(Duration wait) throws InterruptedException {
            synchronized (RecordedEvents.this) {
                long until = System.nanoTime() + wait.toNanos();
                while (next > number) {
                    long left = (until - System.nanoTime()) / 1_000_000;
                    if (left <= 0) {
                        return List.of();
                    }
                    RecordedEvents.this.wait(left);
                }
                if (next < kept.getFirst().number()) {
                    cutOff++;
                    return null;
                }
                List<String> lines = new ArrayList<>();
                for (Line line : kept) {
                    if (line.number() >= next) {
                        lines.add(line.json());
                    }
                }
                next = number + 1;
                return lines;
            }
        }
    }
}
