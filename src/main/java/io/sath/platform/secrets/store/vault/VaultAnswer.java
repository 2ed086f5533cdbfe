package io.sath.platform.secrets.store.vault;

import io.sath.platform.secrets.store.SecretStore.Outage;
import tools.jackson.databind.JsonNode;

/** An answer of Vault, by what its caller does next. */
sealed interface VaultAnswer {
    /** 200 or 204; the body may be empty. */
    record Ok(JsonNode body) implements VaultAnswer {}

    /** 404: nothing is there. */
    record Nothing() implements VaultAnswer {}

    /** 400 for a check-and-set that named another version. */
    record Conflict() implements VaultAnswer {}

    /** 403 because the token is dead or unknown: log in again. */
    record TokenDead() implements VaultAnswer {}

    /** 403 by policy, or any other refusal: trying again changes nothing. */
    record Refused(int status) implements VaultAnswer {}

    /** Sealed, standing by without a leader, or not answering. */
    record Away(Outage outage) implements VaultAnswer {}
}
