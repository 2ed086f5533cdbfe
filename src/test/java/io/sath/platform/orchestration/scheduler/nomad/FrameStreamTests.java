package io.sath.platform.orchestration.scheduler.nomad;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sath.platform.orchestration.scheduler.nomad.FrameStream.Frame;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FrameStreamTests {
    private static final Duration LONG = Duration.ofSeconds(20);

    private final PipedOutputStream node = new PipedOutputStream();

    private FrameStream open() throws Exception {
        return new FrameStream(new PipedInputStream(node, 1 << 16));
    }

    private void says(String json) throws Exception {
        node.write(json.getBytes(UTF_8));
        node.flush();
    }

    @Test
    void framesComeOneByOneAndBeatsAreNone() throws Exception {
        try (FrameStream frames = open()) {
            says("{}{\"Data\":\"YQo=\",\"File\":\"alloc/logs/bot.stdout.3\",\"Offset\":2}{}");
            node.close();
            Frame frame = Objects.requireNonNull(frames.next(LONG));
            assertThat(frame.data()).asString().isEqualTo("a\n");
            assertThat(frame.number()).isEqualTo(3);
            assertThat(frames.ended()).isFalse();
            assertThat(frames.next(LONG)).isNull();
            assertThat(frames.ended()).isTrue();
        }
    }

    @Test
    void whoWaitsForAFrameOfOneThatIsClosedIsToldAtOnceAndNotThatThisWasAll() throws Exception {
        FrameStream frames = open();
        says("{}");
        CompletableFuture<@Nullable Frame> waits = new CompletableFuture<>();
        Thread.startVirtualThread(() -> {
            try {
                waits.complete(frames.next(LONG));
            } catch (InterruptedException e) {
                waits.completeExceptionally(e);
            }
        });
        Instant began = Instant.now();
        frames.close();
        assertThatThrownBy(() -> waits.get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(InterruptedException.class);
        assertThat(Duration.between(began, Instant.now())).isLessThan(Duration.ofSeconds(10));
        assertThat(frames.ended()).isFalse();
    }
}
