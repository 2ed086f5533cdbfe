package io.sath.bot.strategy;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/// A few names and values in their order, as cheap as an array: a reason is made at every candle,
/// and most are never looked at.
final class ReasonValues extends AbstractMap<String, String> {
    private final String[] namesAndValues;

    ReasonValues(String[] namesAndValues) {
        this.namesAndValues = namesAndValues;
    }

    static ReasonValues of(Map<String, String> values) {
        if (values instanceof ReasonValues made) {
            return made;
        }
        String[] all = new String[values.size() * 2];
        int i = 0;
        for (Entry<String, String> entry : values.entrySet()) {
            all[i++] = entry.getKey();
            all[i++] = entry.getValue();
        }
        return new ReasonValues(all);
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return namesAndValues.length / 2;
            }

            @Override
            public Iterator<Entry<String, String>> iterator() {
                return new Entries();
            }
        };
    }

    private final class Entries implements Iterator<Entry<String, String>> {
        private int at;

        @Override
        public boolean hasNext() {
            return at < namesAndValues.length;
        }

        @Override
        public Entry<String, String> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            return Map.entry(namesAndValues[at++], namesAndValues[at++]);
        }
    }
}
