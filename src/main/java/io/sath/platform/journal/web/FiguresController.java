package io.sath.platform.journal.web;

import io.sath.platform.journal.Performance;
import io.sath.platform.journal.Performance.Figures;
import io.sath.platform.journal.Positions;
import io.sath.platform.journal.Positions.Position;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Page;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** How the bot of the caller's tenant does, and what it holds. */
@RestController
@RequestMapping("/api/v1")
@RolesAllowed("VIEWER")
class FiguresController {
    private final Performance performance;
    private final Positions positions;

    FiguresController(Performance performance, Positions positions) {
        this.performance = performance;
        this.positions = positions;
    }

    @GetMapping("/metrics")
    Figures metrics(
            Caller caller,
            @RequestParam(required = false) @Nullable Instant from,
            @RequestParam(required = false) @Nullable Instant to) {
        return performance.figures(caller.tenantId(), from, to);
    }

    @GetMapping("/positions")
    Page<Position> positions(Caller caller) {
        return new Page<>(positions.open(caller.tenantId()), null);
    }
}
