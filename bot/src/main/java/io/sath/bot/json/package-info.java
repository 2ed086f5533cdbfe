/** JSON as a small immutable tree: what the wire and the ledger read and write. Knows nobody. */
@NullMarked
package io.sath.bot.json;

import org.jspecify.annotations.NullMarked;
