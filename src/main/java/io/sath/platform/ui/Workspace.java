package io.sath.platform.ui;

import io.sath.platform.shared.TenantId;

/**
 * A workspace in the switcher.
 *
 * @param plan its plan's name as people know it
 */
public record Workspace(TenantId id, String name, String plan) {}
