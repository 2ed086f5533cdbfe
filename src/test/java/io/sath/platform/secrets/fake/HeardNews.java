package io.sath.platform.secrets.fake;

import io.sath.platform.secrets.CredentialChecked;
import io.sath.platform.secrets.CredentialSaved;
import io.sath.platform.secrets.KeyId;
import io.sath.platform.secrets.KeyTrouble;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.context.event.EventListener;

/** What was published of keys. */
public class HeardNews {
    private final Queue<Object> heard = new ConcurrentLinkedQueue<>();

    @EventListener
    void on(CredentialSaved saved) {
        heard.add(saved);
    }

    @EventListener
    void on(CredentialChecked checked) {
        heard.add(checked);
    }

    @EventListener
    void on(KeyTrouble trouble) {
        heard.add(trouble);
    }

    /** How often it was told that a key was saved, replaced, deleted or revoked. */
    public long saved(KeyId key) {
        return heard.stream()
                .filter(one -> one instanceof CredentialSaved saved && saved.keyId().equals(key))
                .count();
    }

    /** The codes of the bad news of a key, in order. */
    public List<String> trouble(KeyId key) {
        return heard.stream()
                .filter(KeyTrouble.class::isInstance)
                .map(KeyTrouble.class::cast)
                .filter(one -> one.keyId().equals(key))
                .map(KeyTrouble::code)
                .toList();
    }
}
