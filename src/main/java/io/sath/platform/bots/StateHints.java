package io.sath.platform.bots;

import io.sath.platform.database.Notices;
import io.sath.platform.database.Relay;
import io.sath.platform.shared.TenantId;
import java.util.UUID;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Tells the pages of every replica that a bot's state changed, wherever that was seen. */
@Component
class StateHints implements DisposableBean {
    private static final String CHANNEL = "bot_states";

    private final ApplicationEventPublisher events;
    private final Relay others;

    StateHints(ApplicationEventPublisher events, Notices notices) {
        this.events = events;
        this.others =
                new Relay(
                        notices,
                        CHANNEL,
                        tenant ->
                                events.publishEvent(
                                        new BotStateChanged(
                                                new TenantId(UUID.fromString(tenant)))));
    }

    /** What the hint is about is in the database. */
    void changed(TenantId tenant) {
        events.publishEvent(new BotStateChanged(tenant));
        others.tell(tenant.toString());
    }

    @Override
    public void destroy() {
        others.close();
    }
}
