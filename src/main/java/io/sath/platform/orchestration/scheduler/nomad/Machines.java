package io.sath.platform.orchestration.scheduler.nomad;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.sath.platform.orchestration.scheduler.Nodes;
import io.sath.platform.orchestration.scheduler.SchedulerUnavailable;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;

/**
 * The cluster's machines. Seeing and draining them needs rights that running bots does not: a token
 * of its own.
 */
final class Machines implements Nodes, AutoCloseable {
    private static final Pattern ID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final long PERCENT = 100;

    private final NomadHttp http;
    private final int coreMhz;

    /**
     * @param coreMhz what a core counts as where the machine does not say how many it has
     */
    Machines(NomadHttp http, int coreMhz) {
        this.http = http;
        this.coreMhz = coreMhz;
    }

    private record Machine(
            @JsonProperty("ID") String id,
            @JsonProperty("Name") String name,
            @JsonProperty("Status") String status,
            @JsonProperty("Drain") boolean drain,
            @JsonProperty("SchedulingEligibility") @Nullable String eligibility,
            @JsonProperty("NodeResources") @Nullable Resources resources) {
        boolean draining() {
            return drain || "ineligible".equals(eligibility);
        }
    }

    private record Resources(
            @JsonProperty("Cpu") @Nullable Cpu cpu,
            @JsonProperty("Memory") @Nullable Memory memory) {}

    private record Cpu(
            @JsonProperty("CpuShares") long shares, @JsonProperty("TotalCpuCores") long cores) {}

    private record Memory(@JsonProperty("MemoryMB") long mb) {}

    private record Placement(
            @JsonProperty("NodeID") String node,
            @JsonProperty("JobID") String job,
            @JsonProperty("TaskGroup") String group,
            @JsonProperty("ClientStatus") String status,
            @JsonProperty("AllocatedResources") @Nullable Allocated allocated) {
        boolean standing() {
            return status.equals("running") || status.equals("pending");
        }
    }

    private record Allocated(@JsonProperty("Tasks") @Nullable Map<String, Resources> tasks) {
        long memoryMb() {
            return sum(true);
        }

        long shares() {
            return sum(false);
        }

        private long sum(boolean memory) {
            long sum = 0;
            for (Resources task : tasks == null ? List.<Resources>of() : tasks.values()) {
                if (memory) {
                    sum += task.memory() == null ? 0 : task.memory().mb();
                } else {
                    sum += task.cpu() == null ? 0 : task.cpu().shares();
                }
            }
            return sum;
        }
    }

    /** What the placements of one machine come to. */
    private record Load(long memoryMb, long shares, int bots) {
        static final Load NONE = new Load(0, 0, 0);

        Load with(Placement one) {
            Allocated taken = one.allocated();
            boolean bot =
                    one.group().equals(BotSeen.BOT)
                            && one.status().equals("running")
                            && JobId.bot(one.job()).isPresent();
            return new Load(
                    memoryMb + (taken == null ? 0 : taken.memoryMb()),
                    shares + (taken == null ? 0 : taken.shares()),
                    bots + (bot ? 1 : 0));
        }
    }

    @Override
    public List<Node> list() {
        try {
            Map<String, Load> loads = loads();
            return NomadReads.read(
                            http.get("/v1/nodes", Map.of("resources", "true")).body(),
                            new TypeReference<List<Machine>>() {})
                    .stream()
                    .map(machine -> node(machine, loads.getOrDefault(machine.id(), Load.NONE)))
                    .toList();
        } catch (NomadFailure e) {
            throw new SchedulerUnavailable(String.valueOf(e.getMessage()), e);
        }
    }

    private Map<String, Load> loads() {
        Map<String, Load> loads = new HashMap<>();
        Map<String, String> asked =
                new TreeMap<>(
                        Map.of("resources", "true", "task_states", "false", "per_page", "500"));
        String next;
        do {
            NomadHttp.Answer page = http.get("/v1/allocations", asked);
            for (Placement one :
                    NomadReads.read(page.body(), new TypeReference<List<Placement>>() {})) {
                if (one.standing()) {
                    loads.merge(one.node(), Load.NONE.with(one), (sum, more) -> sum.with(one));
                }
            }
            next = page.next();
            if (next != null) {
                asked.put("next_token", next);
            }
        } while (next != null);
        return loads;
    }

    private Node node(Machine machine, Load load) {
        Cpu cpu = machine.resources() == null ? null : machine.resources().cpu();
        Memory memory = machine.resources() == null ? null : machine.resources().memory();
        long mhz = cpu == null || cpu.cores() == 0 ? coreMhz : cpu.shares() / cpu.cores();
        return new Node(
                machine.id(),
                machine.name(),
                machine.status().equals("ready"),
                machine.draining(),
                true,
                memory == null ? 0 : memory.mb(),
                load.memoryMb(),
                percent(cpu == null ? 0 : cpu.shares(), mhz),
                percent(load.shares(), mhz),
                load.bots());
    }

    private static int percent(long shares, long coreMhz) {
        return Math.toIntExact(shares * PERCENT / Math.max(1, coreMhz));
    }

    @Override
    public void drain(String id, boolean on) {
        if (!ID.matcher(id).matches()) {
            throw new IllegalArgumentException("a machine's id is a UUID in lower case");
        }
        try {
            http.put(
                    "/v1/node/" + id + "/drain",
                    Map.of(),
                    on
                            // No deadline of its own: each bot has its kill timeout.
                            ? "{\"DrainSpec\":{\"Deadline\":0,\"IgnoreSystemJobs\":true}}"
                            : "{\"DrainSpec\":null,\"MarkEligible\":true}");
        } catch (NomadFailure e) {
            throw new SchedulerUnavailable(String.valueOf(e.getMessage()), e);
        }
    }

    @Override
    public void close() {
        http.close();
    }
}
