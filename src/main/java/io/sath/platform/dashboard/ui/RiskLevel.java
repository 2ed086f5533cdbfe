package io.sath.platform.dashboard.ui;

import io.sath.platform.bots.BotConfig;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;

/**
 * How much a person is ready to lose: each level sets position, stops and brakes as parts of the
 * capital.
 */
enum RiskLevel {
    CAREFUL("0.5", "0.01", "0.02", "0.01", 5),
    BALANCED("1", "0.02", "0.04", "0.02", 10),
    ACTIVE("1", "0.03", "0.06", "0.04", 30);

    private final BigDecimal position;
    private final BigDecimal stopLoss;
    private final BigDecimal takeProfit;
    private final BigDecimal dailyLoss;
    private final int tradesPerDay;

    RiskLevel(
            String position,
            String stopLoss,
            String takeProfit,
            String dailyLoss,
            int tradesPerDay) {
        this.position = new BigDecimal(position);
        this.stopLoss = new BigDecimal(stopLoss);
        this.takeProfit = new BigDecimal(takeProfit);
        this.dailyLoss = new BigDecimal(dailyLoss);
        this.tradesPerDay = tradesPerDay;
    }

    String textKey() {
        return "dashboard.risk." + name().toLowerCase(Locale.ROOT);
    }

    /** The most that may be lost in a day, in the capital's currency. */
    BigDecimal dailyLoss(BigDecimal capital) {
        return cents(capital.multiply(dailyLoss));
    }

    /** The most that one position may be worth, where the capital is shared by {@code symbols}. */
    BigDecimal position(BigDecimal capital, int symbols) {
        return cents(
                capital.multiply(position)
                        .divide(BigDecimal.valueOf(Math.max(1, symbols)), 8, RoundingMode.DOWN));
    }

    BigDecimal stopLoss() {
        return stopLoss;
    }

    /** The configuration with these symbols and this capital at this risk; all else as it was. */
    BotConfig applied(BotConfig config, List<String> symbols, BigDecimal capital) {
        return new BotConfig(
                config.revision(),
                config.venue(),
                config.mode(),
                config.keyId(),
                symbols,
                config.timeframes(),
                capital,
                config.currency(),
                position(capital, symbols.size()),
                tradesPerDay,
                config.pollSeconds(),
                config.strategies(),
                new BotConfig.Risk(
                        stopLoss,
                        takeProfit,
                        config.risk().trailingStop(),
                        dailyLoss(capital),
                        config.risk().maxDrawdown(),
                        config.risk().coolDownLosses(),
                        config.risk().coolDownMinutes()),
                config.replay(),
                config.stopPolicy());
    }

    private static BigDecimal cents(BigDecimal amount) {
        return amount.setScale(2, RoundingMode.DOWN);
    }
}
