package io.sath.platform.orchestration.scheduler;

import java.util.List;

/** The machines of a cluster, for operators. */
public interface Nodes {
    /** Every machine that is known, also one that is away. */
    List<Node> list();

    /**
     * Takes a machine out of use, or back into it. Its workloads are asked to end (SIGTERM: they
     * leave everything as it is) and start on others. Returns at once; {@link Node#draining} says
     * how it stands. Only where {@link Node#drainable}.
     */
    void drain(String id, boolean on);

    /**
     * A machine.
     *
     * @param name as {@link Observed.Running#node} has it
     * @param ready it takes workloads, or would if it were not draining
     * @param memoryUsedMb taken or promised, as the scheduler counts
     * @param cpuPercent 100 a core
     * @param workloads how many of the bots run on it
     */
    record Node(
            String id,
            String name,
            boolean ready,
            boolean draining,
            boolean drainable,
            long memoryMb,
            long memoryUsedMb,
            int cpuPercent,
            int cpuUsedPercent,
            int workloads) {}
}
