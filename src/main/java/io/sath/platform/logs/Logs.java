package io.sath.platform.logs;

import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.TimeCursor;
import org.springframework.stereotype.Service;

/** A tenant's log as it is stored; lines of the last half second may not stand there yet. */
@Service
public class Logs {
    private final LogStore store;

    Logs(LogStore store) {
        this.store = store;
    }

    /**
     * Lines in the order of their time. A search looks at 50,000 lines a page: its page may hold
     * fewer lines than asked for, or none, and still have a cursor to go on with.
     */
    public Page<LogLine> page(TenantId tenant, LogQuery query, PageRequest request) {
        String cursor = request.cursor();
        LogStore.Piece piece =
                store.page(
                        tenant,
                        query,
                        cursor == null ? null : TimeCursor.read(cursor),
                        request.ascending(),
                        request.limit());
        TimeCursor next = piece.next();
        return new Page<>(piece.lines(), next == null ? null : next.text());
    }

    /** What the tenant's stored lines take, in bytes. */
    public long storedBytes(TenantId tenant) {
        return store.bytes(tenant);
    }
}
