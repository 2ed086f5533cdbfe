/**
 * The books: cash, positions, open orders and counts, as they follow from the ledger's records
 * alone.
 */
@NullMarked
package io.sath.bot.books;

import org.jspecify.annotations.NullMarked;
