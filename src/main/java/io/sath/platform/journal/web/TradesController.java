package io.sath.platform.journal.web;

import io.sath.platform.journal.Trades;
import io.sath.platform.journal.Trades.Filter;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.Text;
import jakarta.annotation.security.RolesAllowed;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The trades of the caller's tenant, or their fills: as JSON in pieces, as CSV whole. */
@RestController
@RequestMapping("/api/v1/trades")
@RolesAllowed("VIEWER")
class TradesController {
    private static final String CSV = "text/csv";

    private final Trades trades;

    TradesController(Trades trades) {
        this.trades = trades;
    }

    /**
     * @param view {@code trades} (default) or {@code fills}
     * @param status {@code open}, {@code closed}, {@code failed}
     * @param from the earliest opening, or booking of fills
     * @param to the first that is out
     */
    record Wanted(
            @Nullable String view,
            @Nullable String symbol,
            @Nullable String status,
            @Nullable Instant from,
            @Nullable Instant to) {
        boolean fills() {
            return "fills".equals(view);
        }

        Filter filter() {
            List<FieldFault> faults = new ArrayList<>();
            if (view != null && !view.equals("fills") && !view.equals("trades")) {
                faults.add(fault("view", view, "trades, fills"));
            }
            Trades.Status wanted = null;
            if (status != null && !status.isEmpty()) {
                try {
                    wanted = Trades.Status.valueOf(status.toUpperCase(Locale.ROOT));
                } catch (IllegalArgumentException e) {
                    faults.add(fault("status", status, "open, closed, failed"));
                }
            }
            if (!faults.isEmpty()) {
                throw Problem.invalid(faults);
            }
            return new Filter(symbol == null || symbol.isEmpty() ? null : symbol, wanted, from, to);
        }

        private static FieldFault fault(String field, String value, String words) {
            return new FieldFault(
                    field,
                    "unknown",
                    value.length() <= 100 ? value : value.substring(0, 100) + "…",
                    Text.of("journal.fault.word", words));
        }
    }

    @GetMapping(produces = MediaType.APPLICATION_JSON_VALUE)
    Page<?> list(Caller caller, PageRequest page, Wanted wanted) {
        Filter filter = wanted.filter();
        return wanted.fills()
                ? trades.fills(caller.tenantId(), filter, page)
                : trades.page(caller.tenantId(), filter, page);
    }

    /** All of them, unless a piece is asked for by {@code limit} or {@code cursor}. */
    @GetMapping(produces = CSV)
    void csv(
            Caller caller,
            PageRequest page,
            Wanted wanted,
            HttpServletRequest request,
            HttpServletResponse response)
            throws IOException {
        Filter filter = wanted.filter();
        boolean piece =
                request.getParameter("limit") != null || request.getParameter("cursor") != null;
        PageRequest next =
                piece ? page : new PageRequest(PageRequest.MAX_LIMIT, null, page.ascending());
        Csv csv = wanted.fills() ? Csv.fills() : Csv.trades();
        // The first piece is read before anything is sent, so that a fault is still an answer.
        Page<?> rows = rows(caller, filter, next, wanted.fills());
        response.setContentType(CSV);
        response.setCharacterEncoding(StandardCharsets.UTF_8);
        response.setHeader(
                "Content-Disposition",
                "attachment; filename=\"" + (wanted.fills() ? "fills" : "trades") + ".csv\"");
        csv.head(response.getWriter());
        csv.rows(rows.items(), response.getWriter());
        while (!piece && rows.nextCursor() != null) {
            next = new PageRequest(PageRequest.MAX_LIMIT, rows.nextCursor(), page.ascending());
            rows = rows(caller, filter, next, wanted.fills());
            csv.rows(rows.items(), response.getWriter());
        }
    }

    private Page<?> rows(Caller caller, Filter filter, PageRequest page, boolean fills) {
        return fills
                ? trades.fills(caller.tenantId(), filter, page)
                : trades.page(caller.tenantId(), filter, page);
    }
}
