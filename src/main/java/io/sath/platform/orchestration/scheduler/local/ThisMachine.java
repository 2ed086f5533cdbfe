package io.sath.platform.orchestration.scheduler.local;

import com.sun.management.OperatingSystemMXBean;
import io.sath.platform.orchestration.scheduler.Nodes;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.function.IntSupplier;

/** The one machine that local bots run on, shared with everything else on it; never drained. */
record ThisMachine(String name, IntSupplier bots) implements Nodes {
    private static final long MB = 1024 * 1024;

    @Override
    public List<Node> list() {
        OperatingSystemMXBean machine =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long memory = machine.getTotalMemorySize() / MB;
        int cpu = 100 * machine.getAvailableProcessors();
        int used = (int) Math.round(100 * Math.max(0, machine.getSystemLoadAverage()));
        return List.of(
                new Node(
                        name,
                        name,
                        true,
                        false,
                        false,
                        memory,
                        memory - machine.getFreeMemorySize() / MB,
                        cpu,
                        Math.min(cpu, used),
                        bots.getAsInt()));
    }

    @Override
    public void drain(String id, boolean on) {
        throw new IllegalArgumentException("this machine cannot be drained");
    }
}
