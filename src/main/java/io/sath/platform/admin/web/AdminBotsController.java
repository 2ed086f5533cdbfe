package io.sath.platform.admin.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.sath.platform.admin.BulkActs;
import io.sath.platform.admin.Operations;
import io.sath.platform.bots.BotStatus;
import io.sath.platform.bots.StopOrder;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Cursor;
import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.Problem;
import io.swagger.v3.oas.annotations.Operation;
import jakarta.annotation.security.RolesAllowed;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** The bots of all tenants, for operators. */
@RestController
@RequestMapping("/api/v1/admin/bots")
@RolesAllowed("ADMIN")
class AdminBotsController {
    private final Operations operations;

    private final BulkActs bulk;

    AdminBotsController(Operations operations, BulkActs bulk) {
        this.operations = operations;
        this.bulk = bulk;
    }

    record OwnedBotJson(
            @JsonUnwrapped BotStatus.Json status,
            String tenantId,
            String tenantName,
            String plan,
            @Nullable String node) {}

    /** How many bots an act was told to. */
    record Count(int count) {}

    @GetMapping
    Page<OwnedBotJson> list(PageRequest request, Caller caller, Locale locale) {
        List<Operations.OwnedBot> all = operations.bots(caller);
        if (!request.ascending()) {
            all = all.reversed();
        }
        String cursor = request.cursor();
        int from = cursor == null ? 0 : after(all, Cursor.read(cursor, 1).values().getFirst());
        int to = Math.min(from + request.limit(), all.size());
        String next = to == all.size() ? null : Cursor.of(all.get(to - 1).status().botId()).text();
        return new Page<>(all.subList(from, to), next).map(bot -> json(bot, locale));
    }

    @PostMapping("/{id}/stop")
    @ResponseStatus(HttpStatus.ACCEPTED)
    BotStatus.Json stop(
            @PathVariable String id,
            @RequestBody(required = false) @Nullable StopOrder body,
            Caller caller,
            Locale locale) {
        return operations.stop(caller, known(id), StopOrder.of(body)).operatorsJson(locale);
    }

    @PostMapping("/start-all")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Starts every bot of an active tenant that is off",
            description =
                    "Also where its owner stopped it. Answers how many were told to start; those"
                            + " that could not be told are left out, and repeating the call does"
                            + " what is missing.")
    Count startAll(Caller caller) {
        return new Count(bulk.startAll(caller, BulkActs.Which.ALL));
    }

    @PostMapping("/stop-all")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Stops every bot that is on",
            description =
                    "Each by the stop policy of its own configuration. Answers how many were told"
                            + " to stop; those that could not be told are left out, and repeating"
                            + " the call does what is missing.")
    Count stopAll(Caller caller) {
        return new Count(bulk.stopAll(caller, null));
    }

    /** The place behind a bot; one that is gone since begins the list anew. */
    private static int after(List<Operations.OwnedBot> all, String bot) {
        for (int i = 0; i < all.size(); i++) {
            if (all.get(i).status().botId().value().equals(bot)) {
                return i + 1;
            }
        }
        return 0;
    }

    private static OwnedBotJson json(Operations.OwnedBot bot, Locale locale) {
        return new OwnedBotJson(
                bot.status().operatorsJson(locale),
                bot.owner().tenant().id().toString(),
                bot.owner().tenant().name(),
                bot.owner().plan(),
                bot.status().node());
    }

    private static BotId known(String id) {
        try {
            return new BotId(id);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound();
        }
    }
}
