package io.sath.platform.orchestration;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class GuardedSchedulerTests {
    /** A default of the port's would answer for a cluster that was never asked. */
    @Test
    void nothingThatTheClusterCanDoIsLeftToADefault() {
        List<String> left =
                Arrays.stream(WorkloadScheduler.class.getMethods())
                        .filter(method -> !declares(method))
                        .map(Method::getName)
                        .toList();
        assertThat(left).isEmpty();
    }

    private static boolean declares(Method method) {
        return Arrays.stream(GuardedScheduler.class.getDeclaredMethods())
                .anyMatch(own ->
                        own.getName().equals(method.getName())
                                && Arrays.equals(
                                        own.getParameterTypes(), method.getParameterTypes()));
    }
}
