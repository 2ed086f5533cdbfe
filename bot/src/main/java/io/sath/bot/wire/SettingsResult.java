package io.sath.bot.wire;

/** What became of a settings file. */
public sealed interface SettingsResult {

    /** It orders the check of a key. */
    record Check(CheckSettings settings) implements SettingsResult {}

    /** The file is sound in form. */
    record Taken(Settings settings) implements SettingsResult {}

    /**
     * The file is refused whole.
     *
     * @param rev its revision, 0 where not even that could be read
     * @param problem the field, its fault and what would be right
     */
    record Refused(long rev, String problem) implements SettingsResult {}
}
