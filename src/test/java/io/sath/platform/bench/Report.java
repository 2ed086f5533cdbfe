package io.sath.platform.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was measured beside its goals, as one table. */
final class Report {
    private static final List<String> HEADING = List.of("WHAT", "GOAL", "MEASURED", "");

    private final List<List<String>> rows = new ArrayList<>();
    private boolean missed;

    /** A figure that must not be above its goal. */
    void atMost(String what, double goal, double measured, String unit, String note) {
        boolean met = measured <= goal;
        missed |= !met;
        row(
                what,
                "<= " + number(goal) + unit,
                number(measured) + unit + note,
                met ? "ok" : "MISSED");
    }

    /** A figure beside the goals. */
    void note(String what, double measured, String unit) {
        row(what, "", number(measured) + unit, "");
    }

    /** What could not be measured; counts as missed. */
    void failed(String what, String why) {
        missed = true;
        row(what, "", why, "FAILED");
    }

    boolean allMet() {
        return !missed;
    }

    void print() {
        rows.addFirst(HEADING);
        int[] widths = new int[HEADING.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).repeat(" ", widths[i] - row.get(i).length() + 2);
            }
            System.out.println(line.toString().stripTrailing());
        }
    }

    private void row(String... cells) {
        rows.add(List.of(cells));
    }

    private static String number(double value) {
        return value == Math.rint(value)
                ? String.format(Locale.ROOT, "%.0f", value)
                : String.format(Locale.ROOT, value < 10 ? "%.2f" : "%.1f", value);
    }
}
