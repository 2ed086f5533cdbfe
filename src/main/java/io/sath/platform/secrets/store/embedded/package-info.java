/**
 * The secret store without a server: AES-256-GCM envelopes in PostgreSQL, opened by a key file that
 * lies beside the data.
 */
@NullMarked
package io.sath.platform.secrets.store.embedded;

import org.jspecify.annotations.NullMarked;
