package io.sath.bot.figures;

import java.math.BigDecimal;
import java.time.Instant;

/// What the account was worth at an instant of the venue's clock (quote currency).
public record EquityPoint(Instant at, BigDecimal equity) {}
