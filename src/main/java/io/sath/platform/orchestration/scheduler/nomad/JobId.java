package io.sath.platform.orchestration.scheduler.nomad;

import io.sath.platform.shared.BotId;
import java.util.Optional;
import java.util.regex.Pattern;

/** A bot's job: a segment of paths and of policies, so nothing else is ever accepted. */
record JobId(String value) {
    static final String PREFIX = "bot-";
    private static final Pattern FORM = Pattern.compile("bot-[0-9a-z]{13}");

    JobId {
        if (!FORM.matcher(value).matches()) {
            throw new IllegalArgumentException("a bot's job is bot- and 13 characters of [0-9a-z]");
        }
    }

    static JobId of(BotId bot) {
        return new JobId(PREFIX + bot.value());
    }

    /** Whose job it is; empty for a job that is no bot's. */
    static Optional<BotId> bot(String id) {
        return FORM.matcher(id).matches()
                ? Optional.of(new BotId(id.substring(PREFIX.length())))
                : Optional.empty();
    }

    /** Where the settings of one of its groups are. */
    String variable(String group) {
        return "nomad/jobs/" + value + "/" + group;
    }
}
