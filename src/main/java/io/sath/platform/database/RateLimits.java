package io.sath.platform.database;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import io.sath.platform.shared.Problem;
import io.sath.platform.shared.ProblemCode;
import io.sath.platform.shared.Text;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/**
 * Every rate limit of the platform, in buckets that all replicas share.
 *
 * <p>Each attempt is a short transaction of the small pool, beside the caller's own. A bucket is
 * told apart by its name and its rate: another rate begins a full bucket. Names are kept as hashes,
 * so that they may hold an e-mail.
 */
@Component
public class RateLimits {
    private static final Logger LOG = LoggerFactory.getLogger(RateLimits.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    /** How long an outage is taken for granted before the database is asked again. */
    private static final Duration PAUSE = Duration.ofSeconds(5);

    private static final int LOCAL_MAX = 100_000;
    private static final int CLEANED_AT_ONCE = 1000;

    private final PostgreSQLSelectForUpdateBasedProxyManager<String> shared;
    private final Cache<String, Bucket> local =
            Caffeine.newBuilder()
                    .maximumSize(LOCAL_MAX)
                    .expireAfterAccess(Duration.ofHours(1))
                    .build();
    private final Clock clock;
    private final TimeMeter time;
    private volatile Instant outageUntil = Instant.MIN;

    RateLimits(@SmallPool DataSource pool, Clock clock) {
        this.clock = clock;
        time = new ClockTime(clock);
        shared =
                Bucket4jPostgreSQL.selectForUpdateBasedBuilder(pool)
                        .primaryKeyMapper(PrimaryKeyMapper.STRING)
                        .table("buckets")
                        .idColumn("id")
                        .stateColumn("state")
                        .expiresAtColumn("expires_at")
                        .clientClock(time)
                        .requestTimeout(PATIENCE)
                        .expirationAfterWrite(
                                ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(
                                        Duration.ofMinutes(1)))
                        .build();
    }

    /**
     * Takes a token of a bucket that all replicas share.
     *
     * @param bucket its name, for example {@code calls:<tenant>}
     */
    public Take tryTake(String bucket, Rate rate) {
        if (clock.instant().isBefore(outageUntil)) {
            return inOutage(bucket, rate);
        }
        try {
            return answer(bucket(bucket, rate).tryConsumeAndReturnRemaining(1));
        } catch (RuntimeException e) {
            noteOutage(e);
            return inOutage(bucket, rate);
        }
    }

    /** Gives a token back, for what should not have counted; an outage is passed over. */
    public void giveBack(String bucket, Rate rate) {
        if (clock.instant().isBefore(outageUntil)) {
            return;
        }
        try {
            bucket(bucket, rate).addTokens(1);
        } catch (RuntimeException e) {
            noteOutage(e);
        }
    }

    /** Takes a token of a bucket of this replica alone: quick, as a shield before all else. */
    public Take tryTakeLocally(String bucket, Rate rate) {
        return answer(
                local.get(
                                id(bucket, rate),
                                absent ->
                                        Bucket.builder()
                                                .addLimit(bandwidth(rate))
                                                .withCustomTimePrecision(time)
                                                .build())
                        .tryConsumeAndReturnRemaining(1));
    }

    /**
     * Whose bucket an address counts to: itself, or the /64 network of an IPv6 address, which one
     * person has as a whole.
     *
     * @throws IllegalArgumentException for anything that is no literal address
     */
    public static String networkOf(String address) {
        InetAddress literal = InetAddress.ofLiteral(address);
        if (!(literal instanceof Inet6Address)) {
            return literal.getHostAddress();
        }
        byte[] network = Arrays.copyOf(Arrays.copyOf(literal.getAddress(), 8), 16);
        try {
            return InetAddress.getByAddress(network).getHostAddress() + "/64";
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e); // 16 bytes are always an address
        }
    }

    /** Removes buckets that are full again; several replicas do not hinder each other. */
    @Scheduled(fixedDelayString = "PT1M")
    void removeExpired() {
        int removed = CLEANED_AT_ONCE;
        while (removed == CLEANED_AT_ONCE) {
            removed = shared.removeExpired(CLEANED_AT_ONCE);
        }
    }

    private Bucket bucket(String name, Rate rate) {
        return shared.builder()
                .build(
                        id(name, rate),
                        () -> BucketConfiguration.builder().addLimit(bandwidth(rate)).build());
    }

    private void noteOutage(RuntimeException fault) {
        outageUntil = clock.instant().plus(PAUSE);
        LOG.warn("The buckets of the rate limits do not answer: {}", fault.getMessage());
        LOG.debug("Why", fault);
    }

    private Take inOutage(String bucket, Rate rate) {
        return switch (rate.outage()) {
            case COUNT_LOCALLY -> tryTakeLocally(bucket, rate);
            case REFUSE ->
                    throw Problem.of(
                            ProblemCode.UNAVAILABLE, Text.of("database.limits.unavailable"));
        };
    }

    private static Bandwidth bandwidth(Rate rate) {
        return Bandwidth.builder()
                .capacity(rate.tokens())
                .refillIntervally(rate.tokens(), rate.per())
                .build();
    }

    private static Take answer(ConsumptionProbe probe) {
        return probe.isConsumed()
                ? new Take.Taken(
                        probe.getRemainingTokens(),
                        Duration.ofNanos(probe.getNanosToWaitForReset()))
                : new Take.Refused(wholeSeconds(probe.getNanosToWaitForRefill()));
    }

    private static Duration wholeSeconds(long nanos) {
        return Duration.ofSeconds(Math.max(1, Duration.ofNanos(nanos + 999_999_999L).toSeconds()));
    }

    private static String id(String bucket, Rate rate) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            String whole = bucket + "\n" + rate.tokens() + "\n" + rate.per();
            return HexFormat.of().formatHex(digest.digest(whole.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every JDK has it
        }
    }

    /** The platform's clock, in the buckets' measure. */
    private record ClockTime(Clock clock) implements TimeMeter {
        @Override
        public long currentTimeNanos() {
            Instant now = clock.instant();
            return now.getEpochSecond() * 1_000_000_000L + now.getNano();
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
