package io.sath.platform.bots.web;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sath.platform.bots.BotConfig;
import io.sath.platform.bots.BotStatus;
import io.sath.platform.bots.Bots;
import io.sath.platform.bots.ConfigJson;
import io.sath.platform.bots.ConfigRevision;
import io.sath.platform.bots.StopOrder;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.Text;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import jakarta.annotation.security.RolesAllowed;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The caller's tenant's bot: its status, its configuration, and the acts on it. */
@RestController
@RequestMapping("/api/v1/bot")
class BotController {
    private final Bots bots;

    BotController(Bots bots) {
        this.bots = bots;
    }

    @GetMapping("/status")
    @RolesAllowed("VIEWER")
    BotStatus.Json status(Caller caller, Locale locale) {
        return bots.status(caller.tenantId()).json(locale);
    }

    @GetMapping("/config")
    @RolesAllowed("VIEWER")
    ResponseEntity<ConfigJson> config(Caller caller) {
        return tagged(bots.config(caller.tenantId()));
    }

    @PutMapping("/config")
    @RolesAllowed("TRADER")
    ResponseEntity<ConfigJson> save(
            Caller caller,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(schema = @Schema(implementation = ConfigJson.class)))
                    @RequestBody
                    JsonNode body,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch) {
        BotConfig config = ConfigJson.read(body);
        return tagged(
                bots.save(caller.tenantId(), caller, config, expected(caller, ifMatch)).orThrow());
    }

    private @Nullable Long expected(Caller caller, @Nullable String ifMatch) {
        if (ifMatch == null || ifMatch.strip().equals("*")) {
            return null;
        }
        String tag = ifMatch.strip().replaceFirst("^W/", "").replace("\"", "");
        if (tag.matches("\\d{1,18}")) {
            return Long.valueOf(tag);
        }
        throw Problem.of(
                ProblemCode.REVISION_STALE,
                Text.of("bots.revision-stale", bots.config(caller.tenantId()).revision()));
    }

    private static ResponseEntity<ConfigJson> tagged(BotConfig config) {
        return ResponseEntity.ok()
                .eTag("\"" + config.revision() + "\"")
                .body(ConfigJson.of(config));
    }

    record ChangeJson(
            String field, @Nullable String old, @JsonProperty("new") @Nullable String now) {}

    record RevisionJson(
            long revision,
            Instant at,
            @Nullable UUID by,
            List<ChangeJson> changes,
            ConfigJson config) {
        static RevisionJson of(ConfigRevision revision) {
            return new RevisionJson(
                    revision.revision(),
                    revision.at(),
                    revision.by() == null ? null : revision.by().value(),
                    revision.changes().stream()
                            .map(change ->
                                    new ChangeJson(change.field(), change.old(), change.now()))
                            .toList(),
                    ConfigJson.of(revision.config()));
        }
    }

    @GetMapping("/config/revisions")
    @RolesAllowed("VIEWER")
    Page<RevisionJson> revisions(Caller caller, PageRequest request) {
        return bots.revisions(caller.tenantId(), request).map(RevisionJson::of);
    }

    @PostMapping("/start")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RolesAllowed("TRADER")
    BotStatus.Json start(Caller caller, Locale locale) {
        return bots.start(caller.tenantId(), caller).json(locale);
    }

    @PostMapping("/stop")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RolesAllowed("TRADER")
    BotStatus.Json stop(
            Caller caller, @RequestBody(required = false) @Nullable StopOrder body, Locale locale) {
        return bots.stopBy(caller.tenantId(), caller, StopOrder.of(body)).json(locale);
    }

    @PostMapping("/restart")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RolesAllowed("TRADER")
    BotStatus.Json restart(Caller caller, Locale locale) {
        return bots.restart(caller.tenantId(), caller).json(locale);
    }

    @PostMapping("/halt")
    @ResponseStatus(HttpStatus.ACCEPTED)
    @RolesAllowed("TRADER")
    BotStatus.Json halt(Caller caller, Locale locale) {
        return bots.halt(caller.tenantId(), caller).json(locale);
    }
}
