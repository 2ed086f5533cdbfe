/** The move of all keys from the embedded store to Vault, by one command. */
@NullMarked
package io.sath.platform.secrets.store.move;

import org.jspecify.annotations.NullMarked;
