package io.sath.platform.bots;

import io.sath.platform.shared.Caller;
import io.sath.platform.shared.CrossTenant;
import io.sath.platform.shared.Page;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.TenantId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * The bots of the tenants: what each is to do, and how each is.
 *
 * <p>Every act writes what is wanted and returns at once; the reconciler makes it so. Repeating one
 * is no error. A viewer may read; acts need a trader of that tenant, or an operator. Whoever may
 * not gets the {@link io.sath.platform.shared.Problem} forbidden.
 */
@Service
public class Bots {
    /** How the tenant's bot is now. */
    public BotStatus status(TenantId tenant) {
        throw new UnsupportedOperationException(tenant.toString());
    }

    /** The configuration as saved last; a new tenant's is complete. */
    public BotConfig config(TenantId tenant) {
        throw new UnsupportedOperationException(tenant.toString());
    }

    /** What a configuration can name. */
    public Catalogue catalogue() {
        throw new UnsupportedOperationException();
    }

    /**
     * Saves a configuration as a new revision, unless it is the saved one already.
     *
     * @param expected the revision it was made from, or null to save over whatever is there
     */
    public SaveResult save(TenantId tenant, Caller by, BotConfig config, @Nullable Long expected) {
        throw new UnsupportedOperationException(tenant + "" + by + config + expected);
    }

    /** Saves the configuration of an old revision as a new one. */
    public SaveResult rollBack(TenantId tenant, Caller by, long revision) {
        throw new UnsupportedOperationException(tenant + "" + by + revision);
    }

    /** The revisions with their differences, newest first unless asked otherwise. */
    public Page<ConfigRevision> revisions(TenantId tenant, PageRequest request) {
        throw new UnsupportedOperationException(tenant + "" + request);
    }

    /** Wants it on, with new entries allowed. */
    public BotStatus start(TenantId tenant, Caller by) {
        throw new UnsupportedOperationException(tenant + "" + by);
    }

    /** Wants it off; null: by the policy of its configuration. */
    public BotStatus stop(TenantId tenant, Caller by, BotConfig.@Nullable StopPolicy policy) {
        throw new UnsupportedOperationException(tenant + "" + by + policy);
    }

    /** The soft stop: it stays on and manages what is open, but opens nothing. */
    public BotStatus exitOnly(TenantId tenant, Caller by) {
        throw new UnsupportedOperationException(tenant + "" + by);
    }

    /** A new run of its process, if it is wanted on; nothing is sold. */
    public BotStatus restart(TenantId tenant, Caller by) {
        throw new UnsupportedOperationException(tenant + "" + by);
    }

    /** Cancels, flattens and stops. */
    public BotStatus halt(TenantId tenant, Caller by) {
        throw new UnsupportedOperationException(tenant + "" + by);
    }

    /** The bot of every tenant, for operators. */
    @CrossTenant("operators see all bots")
    public List<TenantBot> all() {
        throw new UnsupportedOperationException();
    }

    /** A bot and whose it is. */
    public record TenantBot(TenantId tenantId, BotStatus status) {}
}
