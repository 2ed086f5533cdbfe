package io.sath.bot.run;

import io.sath.bot.check.KeyCheck;
import io.sath.bot.wire.CheckSettings;
import java.time.Clock;
import java.util.concurrent.BlockingQueue;

/** The check of a key on a thread of its own, so that the run goes on beating and can be ended. */
final class CheckTask {

    private CheckTask() {}

    /** Takes over the secrets: they are wiped once the key's owner has answered. */
    static void start(
            CheckSettings settings, Secrets secrets, Clock wall, BlockingQueue<Signal> inbox) {
        Thread thread = new Thread(() -> inbox.add(outcome(settings, secrets, wall)), "check");
        thread.setDaemon(true);
        thread.start();
    }

    private static Signal outcome(CheckSettings settings, Secrets secrets, Clock wall) {
        try (secrets) {
            return new Signal.Checked(
                    new KeyCheck(settings, wall).check(secrets.find(settings.ref())), null);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Signal.Checked(null, "The check was interrupted.");
        } catch (RuntimeException e) {
            // neither its message nor its trace: both could hold a part of a key
            return new Signal.Checked(
                    null, "The check failed: " + e.getClass().getSimpleName() + ".");
        }
    }
}
