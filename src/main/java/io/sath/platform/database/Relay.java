package io.sath.platform.database;

import java.util.UUID;
import java.util.function.Consumer;

/**
 * A hint from one replica to all others, over one channel of {@link Notices}: what a replica tells
 * itself never comes back to it.
 */
public final class Relay implements AutoCloseable {
    private static final int ID_LENGTH = 36;

    private final Notices notices;
    private final String channel;
    private final String own = UUID.randomUUID().toString();
    private final Notices.Subscription subscription;

    /**
     * @param heard gets what others tell; quick, as every listener of {@link Notices}
     */
    public Relay(Notices notices, String channel, Consumer<String> heard) {
        this.notices = notices;
        this.channel = channel;
        this.subscription =
                notices.subscribe(
                        channel,
                        payload -> {
                            if (payload.length() > ID_LENGTH && !payload.startsWith(own)) {
                                heard.accept(payload.substring(ID_LENGTH));
                            }
                        });
    }

    /** Tells the others, with the transaction at hand, or at once where there is none. */
    public void tell(String payload) {
        notices.publish(channel, own + payload);
    }

    @Override
    public void close() {
        subscription.close();
    }
}
