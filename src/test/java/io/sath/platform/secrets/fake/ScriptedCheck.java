package io.sath.platform.secrets.fake;

import io.sath.platform.secrets.Credential;
import io.sath.platform.secrets.StoredKeyCheck;
import io.sath.platform.shared.BotId;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.Text;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** The bot program's part in the test of a stored key: it answers what the test says. */
public final class ScriptedCheck implements StoredKeyCheck {
    private final Queue<Credential> asked = new ConcurrentLinkedQueue<>();
    private volatile Checked answer = new Checked.Unavailable(Text.of("secrets.check-unavailable"));
    private volatile @Nullable CountDownLatch gate;

    public void answers(Checked next) {
        answer = next;
        gate = null;
        asked.clear();
    }

    /** The next checks wait until the test counts down. */
    public CountDownLatch waits() {
        CountDownLatch made = new CountDownLatch(1);
        gate = made;
        return made;
    }

    public Queue<Credential> asked() {
        return asked;
    }

    @Override
    public Checked check(TenantId tenant, BotId bot, Credential key) {
        asked.add(key);
        CountDownLatch waited = gate;
        if (waited != null) {
            try {
                waited.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
        return answer;
    }
}
