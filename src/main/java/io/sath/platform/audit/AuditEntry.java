package io.sath.platform.audit;

import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.UserId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that somebody did.
 *
 * @param number its place in its chain, from 1
 * @param at in UTC, to the millisecond
 * @param actor who did it, or null for the platform itself
 * @param tenant whose chain it stands in, or null for the platform's
 * @param action a stable word, for example {@code account.log-in}
 * @param subject the id of what it was done to
 * @param requestId of the request it was done by, or null
 */
public record AuditEntry(
        long number,
        UUID id,
        Instant at,
        @Nullable UserId actor,
        @Nullable TenantId tenant,
        String action,
        String subject,
        @Nullable String requestId) {

    /** SHA-256 over the former entry's hash and every field, each with its length before it. */
    byte[] hashAfter(byte[] former) {
        MessageDigest digest = sha256();
        digest.update(former);
        add(digest, String.valueOf(number));
        add(digest, id.toString());
        add(digest, String.valueOf(at.toEpochMilli()));
        add(digest, actor == null ? "" : actor.toString());
        add(digest, tenant == null ? "" : tenant.toString());
        add(digest, action);
        add(digest, subject);
        add(digest, requestId == null ? "" : requestId);
        return digest.digest();
    }

    private static void add(MessageDigest digest, String field) {
        byte[] bytes = field.getBytes(StandardCharsets.UTF_8);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
        digest.update(bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
