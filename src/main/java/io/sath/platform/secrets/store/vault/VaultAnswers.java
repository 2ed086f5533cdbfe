package io.sath.platform.secrets.store.vault;

import io.sath.platform.secrets.store.SecretStore.Outage;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/**
 * Sorts Vault's answers by status and text; every call's answer passes here.
 *
 * <p>Two kinds of 403 are told apart by their text, as real servers give it: a policy that says no
 * answers {@code 1 error occurred:…permission denied}, a dead token {@code permission denied}
 * alone.
 */
final class VaultAnswers {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private VaultAnswers() {}

    static VaultAnswer of(int status, byte[] body) {
        return switch (status) {
            case 200, 204 -> new VaultAnswer.Ok(json(body));
            case 404 -> new VaultAnswer.Nothing();
            case 400 ->
                    firstError(body).contains("check-and-set")
                            ? new VaultAnswer.Conflict()
                            : new VaultAnswer.Refused(400);
            case 403 ->
                    firstError(body).strip().equals("permission denied")
                            ? new VaultAnswer.TokenDead()
                            : new VaultAnswer.Refused(403);
            case 503 ->
                    new VaultAnswer.Away(
                            firstError(body).contains("sealed")
                                    ? Outage.SEALED
                                    : Outage.UNREACHABLE);
            case 429, 472, 473, 500, 502, 504 -> new VaultAnswer.Away(Outage.UNREACHABLE);
            default -> new VaultAnswer.Refused(status);
        };
    }

    private static String firstError(byte[] body) {
        return json(body).path("errors").path(0).asString("");
    }

    private static JsonNode json(byte[] body) {
        try {
            return body.length == 0 ? MissingNode.getInstance() : JSON.readTree(body);
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }
}
