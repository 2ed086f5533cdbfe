package io.sath.platform.journal;

import io.sath.platform.orchestration.output.BotRecord.Booked;
import io.sath.platform.orchestration.output.BotRecord.Fill;
import io.sath.platform.orchestration.output.BotRecord.Order;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the bots' order ids tell: {@code s<bot>-<epoch>-<ledgerSeq>}. */
final class OrderIds {
    private static final Pattern FORM = Pattern.compile("s[0-9a-z]{13}-(\\d{1,18})-\\d{1,18}");

    private OrderIds() {}

    /** The highest epoch that the records' orders carry; 0 where none does. */
    static long epoch(List<Booked> records) {
        long highest = 0;
        for (Booked record : records) {
            String id =
                    switch (record) {
                        case Order order -> order.id();
                        case Fill fill -> fill.order();
                    };
            Matcher form = FORM.matcher(id);
            if (form.matches()) {
                highest = Math.max(highest, Long.parseLong(form.group(1)));
            }
        }
        return highest;
    }
}
