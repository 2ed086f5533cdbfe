package io.sath.platform.orchestration;

import io.sath.platform.bots.Fleet.Brief;
import io.sath.platform.bots.Fleet.Wanted;
import io.sath.platform.orchestration.scheduler.Program;
import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What needs a new run of a bot when it changes, as one word; remembered while nothing changes. */
final class RunSpec {
    private static final int DIGITS = 16;

    private @Nullable Known known;

    /** As of a revision of the settings: limits change only with it. */
    private record Known(
            long settingsRev, long runRev, long keysRev, Program program, String hash) {
        boolean isOf(Wanted wanted, Program of) {
            return settingsRev == wanted.settingsRev()
                    && runRev == wanted.runRev()
                    && keysRev == wanted.keysRev()
                    && program.equals(of);
        }
    }

    /**
     * @param brief asked for where something has changed
     */
    String hash(Wanted wanted, Program program, Supplier<Brief> brief) {
        Known present = known;
        if (present == null || !present.isOf(wanted, program)) {
            present =
                    new Known(
                            wanted.settingsRev(),
                            wanted.runRev(),
                            wanted.keysRev(),
                            program,
                            hash(wanted, program, brief.get()));
            known = present;
        }
        return present.hash();
    }

    private static String hash(Wanted wanted, Program program, Brief brief) {
        String text =
                String.join(
                        " ",
                        program.version(),
                        String.valueOf(brief.memoryMb()),
                        String.valueOf(brief.cpuPercent()),
                        String.valueOf(wanted.runRev()),
                        String.valueOf(wanted.keysRev()));
        return BotJar.hash(text.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
    }
}
