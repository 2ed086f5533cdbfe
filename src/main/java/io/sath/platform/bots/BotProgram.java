package io.sath.platform.bots;

/**
 * What the bot program can do, asked of the program itself.
 *
 * <p>SPI: whoever runs bots implements it.
 */
public interface BotProgram {
    /**
     * Its market sets and strategies; asked once a start and kept. Throws {@link
     * io.sath.platform.shared.Problem} unavailable when the program does not answer.
     */
    Catalogue catalogue();
}
