package io.sath.platform.secrets;

import io.sath.platform.shared.Text;
import java.io.Serializable;

/**
 * What a person should know about a key that can be used all the same.
 *
 * @param code a stable word for programs, for example {@code no-ip-restriction}
 */
public record KeyWarning(String code, Text message) implements Serializable {}
