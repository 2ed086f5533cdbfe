package io.sath.platform.bots;

import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Runs a configuration over recorded data.
 *
 * <p>SPI: whoever runs bots implements it.
 */
public interface BacktestRunner {
    /**
     * Runs it to its end, at most {@code limit} long; blocks meanwhile.
     *
     * @param from the first moment of the data that counts, null: all of it
     * @param to the moment before which the data ends, null: all of it
     */
    Outcome run(
            TenantId tenant,
            BotId bot,
            BotConfig config,
            @Nullable Instant from,
            @Nullable Instant to,
            Duration limit)
            throws InterruptedException;

    /** How a backtest ended. */
    sealed interface Outcome {
        /** {@code report}: a JSON object as text. */
        record Done(String report) implements Outcome {}

        record Failed(Text reason) implements Outcome {}
    }
}
