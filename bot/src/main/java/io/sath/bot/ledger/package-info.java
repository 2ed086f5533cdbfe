/**
 * The durable, append-only store of what was ordered and executed. A record is on disk before
 * anybody hears of it; records are numbered from 1 without gaps, across runs.
 */
@NullMarked
package io.sath.bot.ledger;

import org.jspecify.annotations.NullMarked;
