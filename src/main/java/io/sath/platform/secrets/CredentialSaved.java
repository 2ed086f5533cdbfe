package io.sath.platform.secrets;

import io.sath.platform.shared.TenantId;

/**
 * A key was saved, replaced, deleted or revoked: whoever uses it reads it again. Published within
 * the transaction that changes it.
 */
public record CredentialSaved(TenantId tenantId, KeyId keyId) {}
