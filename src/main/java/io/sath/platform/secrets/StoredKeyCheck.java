package io.sath.platform.secrets;

import io.sath.platform.secrets.probe.Probed;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;

/**
 * Tries a stored key where its value can be read: in a one-shot run of the bot program. Implemented
 * where the bots are run.
 */
public interface StoredKeyCheck {
    /** What came of it. */
    sealed interface Checked {
        /** The service told, or could not be reached by the program. */
        record Told(Probed probed) implements Checked {}

        /** The program could not be run, or told nothing; nothing is known. */
        record Unavailable(Text reason) implements Checked {}
    }

    /** Runs the program once; blocks up to 60 s. */
    Checked check(TenantId tenant, BotId bot, Credential key);
}
