package io.sath.platform.orchestration.scheduler.local;

import io.sath.platform.orchestration.scheduler.Program;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * How the bot program is called.
 *
 * @param program the program and its options, up to where the directory and the spec are named
 * @param arguments what follows for a build, for example {@code -jar bot.jar run}
 * @param environment all that the program finds in its environment beside its own three
 */
record BotCommand(
        Supplier<List<String>> program,
        Function<Program, List<String>> arguments,
        Map<String, String> environment) {
    static final String HOME = "-Dsath.home=";
    static final String SPEC = "-Dsath.spec=";

    BotCommand {
        environment = Map.copyOf(environment);
    }

    /**
     * The process of a bot, in a session of its own, so that no signal to the platform's reaches
     * it. Its directory and spec stand in its arguments: a later platform finds it by them.
     */
    ProcessBuilder process(BotDirectory directory, String specHash, Program build) {
        List<String> line = new ArrayList<>(List.of("setsid"));
        line.addAll(program.get());
        line.add(HOME + directory.root());
        line.add(SPEC + specHash);
        line.addAll(arguments.apply(build));
        ProcessBuilder builder =
                new ProcessBuilder(line)
                        .directory(directory.root().toFile())
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(directory.stdout().toFile()))
                        .redirectError(
                                ProcessBuilder.Redirect.appendTo(directory.stderr().toFile()));
        Map<String, String> clean = builder.environment();
        String path = clean.getOrDefault("PATH", "/usr/bin:/bin");
        clean.clear();
        clean.putAll(
                new TreeMap<>(
                        Map.of(
                                "PATH",
                                path,
                                "LANG",
                                "C.UTF-8",
                                "SATH_SETTINGS",
                                directory.settings().toString(),
                                "SATH_DATA",
                                directory.data().toString())));
        clean.putAll(environment);
        return builder;
    }
}
