package io.sath.platform.secrets.web;

import io.sath.platform.secrets.Credential;
import io.sath.platform.secrets.Credentials;
import io.sath.platform.secrets.KeyId;
import io.sath.platform.secrets.KeyService;
import io.sath.platform.secrets.NewCredential;
import io.sath.platform.secrets.probe.Probed;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.Cursor;
import io.sath.platform.shared.FieldFault;
import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.Problem;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import jakarta.annotation.security.RolesAllowed;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/**
 * The caller's tenant's keys: what is known of them, and the way in for values. A body is read from
 * its bytes and wiped: no part of it that is secret outlives the call.
 */
@RestController
@RequestMapping("/api/v1/keys")
class CredentialsController {
    private final Credentials credentials;

    CredentialsController(Credentials credentials) {
        this.credentials = credentials;
    }

    @GetMapping("/exchange")
    @RolesAllowed("VIEWER")
    Page<KeyJson.Exchange> exchange(Caller caller, PageRequest request, Locale locale) {
        return page(caller, KeyService.Kind.EXCHANGE, request)
                .map(key -> KeyJson.exchange(key, locale));
    }

    @GetMapping("/ai")
    @RolesAllowed("VIEWER")
    Page<KeyJson.Ai> ai(Caller caller, PageRequest request, Locale locale) {
        return page(caller, KeyService.Kind.AI, request).map(key -> KeyJson.ai(key, locale));
    }

    @PostMapping(path = "/exchange", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @RolesAllowed("OWNER")
    KeyJson.Exchange saveExchange(
            Caller caller,
            Locale locale,
            @RequestBody(
                            content =
                                    @Content(
                                            schema =
                                                    @Schema(
                                                            implementation =
                                                                    KeyJson.NewExchange.class)))
                    @org.springframework.web.bind.annotation.RequestBody
                    byte[] body) {
        return KeyJson.exchange(save(caller, body, KeyService.Kind.EXCHANGE), locale);
    }

    @PostMapping(path = "/ai", consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    @RolesAllowed("OWNER")
    KeyJson.Ai saveAi(
            Caller caller,
            Locale locale,
            @RequestBody(content = @Content(schema = @Schema(implementation = KeyJson.NewAi.class)))
                    @org.springframework.web.bind.annotation.RequestBody
                    byte[] body) {
        return KeyJson.ai(save(caller, body, KeyService.Kind.AI), locale);
    }

    private Credential save(Caller caller, byte[] body, KeyService.Kind kind) {
        return wiping(
                body,
                bytes ->
                        credentials
                                .save(caller.tenantId(), caller, KeyBody.key(bytes, kind))
                                .orThrow());
    }

    private static <T> T wiping(byte[] body, Function<byte[], T> use) {
        try {
            return use.apply(body);
        } finally {
            Arrays.fill(body, (byte) 0);
        }
    }

    @DeleteMapping("/exchange/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RolesAllowed("OWNER")
    void deleteExchange(Caller caller, @PathVariable String id) {
        delete(caller, id, KeyService.Kind.EXCHANGE);
    }

    @DeleteMapping("/ai/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @RolesAllowed("OWNER")
    void deleteAi(Caller caller, @PathVariable String id) {
        delete(caller, id, KeyService.Kind.AI);
    }

    private void delete(Caller caller, String id, KeyService.Kind kind) {
        KeyId key;
        try {
            key = KeyId.of(id);
        } catch (IllegalArgumentException e) {
            throw Problem.notFound();
        }
        if (credentials
                .find(caller.tenantId(), key)
                .filter(found -> found.service().kind() == kind)
                .isEmpty()) {
            throw Problem.notFound();
        }
        credentials.delete(caller.tenantId(), caller, key);
    }

    @PostMapping(path = "/test", consumes = MediaType.APPLICATION_JSON_VALUE)
    @RolesAllowed("OWNER")
    ResponseEntity<Object> test(
            Caller caller,
            Locale locale,
            @RequestBody(content = @Content(schema = @Schema(implementation = KeyJson.Test.class)))
                    @org.springframework.web.bind.annotation.RequestBody
                    byte[] body) {
        return switch (wiping(body, KeyBody::test)) {
            case KeyBody.Test.Stored(KeyId key) ->
                    ResponseEntity.accepted()
                            .body(
                                    KeyJson.of(
                                            credentials.test(caller.tenantId(), caller, key),
                                            locale));
            case KeyBody.Test.Unsaved(String path, NewCredential unsaved) ->
                    ResponseEntity.ok(KeyJson.tested(test(caller, path, unsaved), locale));
        };
    }

    private Probed test(Caller caller, String path, NewCredential unsaved) {
        try {
            return credentials.test(caller.tenantId(), caller, unsaved);
        } catch (Problem problem) {
            throw problem.errors().isEmpty()
                    ? problem
                    : Problem.invalid(
                            problem.errors().stream()
                                    .map(fault ->
                                            new FieldFault(
                                                    path + fault.field(),
                                                    fault.code(),
                                                    fault.value(),
                                                    fault.message()))
                                    .toList());
        }
    }

    /** Ids are ordered by time, so that one is the mark to go on from. */
    private Page<Credential> page(Caller caller, KeyService.Kind kind, PageRequest request) {
        Comparator<Credential> order = Comparator.comparing(key -> key.id().toString());
        String after =
                request.cursor() == null
                        ? null
                        : Cursor.read(request.cursor(), 1).values().getFirst();
        List<Credential> rest =
                credentials.list(caller.tenantId(), kind).stream()
                        .sorted(request.ascending() ? order : order.reversed())
                        .filter(key ->
                                after == null
                                        || key.id().toString().compareTo(after) > 0
                                                == request.ascending())
                        .filter(key -> !key.id().toString().equals(after))
                        .toList();
        List<Credential> items = rest.stream().limit(request.limit()).toList();
        return new Page<>(
                items, rest.size() > items.size() ? Cursor.of(items.getLast().id()).text() : null);
    }
}
