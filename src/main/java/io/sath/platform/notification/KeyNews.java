package io.sath.platform.notification;

import io.sath.platform.secrets.Credential;
import io.sath.platform.secrets.Credentials;
import io.sath.platform.secrets.KeyTrouble;
import java.util.Optional;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Takes bad news of a key, in the transaction that notes it, to be told to the key's owners. */
@Component
class KeyNews {
    private final Credentials credentials;
    private final Outbox outbox;

    KeyNews(Credentials credentials, Outbox outbox) {
        this.credentials = credentials;
        this.outbox = outbox;
    }

    @EventListener
    void on(KeyTrouble trouble) {
        Optional<Credential> key = credentials.find(trouble.tenantId(), trouble.keyId());
        outbox.add(
                trouble.tenantId(),
                trouble.code(),
                trouble.keyId().value(),
                key.map(Credential::label).orElse(trouble.keyId().toString()),
                key.map(found -> found.service().word()).orElse(""));
    }
}
