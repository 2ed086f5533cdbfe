package io.sath.platform.secrets;

import io.sath.platform.shared.TenantId;

/**
 * A stored key's service was asked about it again: what is known of it may have changed, its value
 * has not. Published within the transaction that notes it.
 */
public record CredentialChecked(TenantId tenantId, KeyId keyId) {}
