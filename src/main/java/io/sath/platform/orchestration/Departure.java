package io.sath.platform.orchestration;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells a person's Ctrl-C (INT) from a plain end (TERM): the JVM ends alike on both, but only the
 * first means the bots too.
 *
 * <p>The JDK has no supported way to see a signal, so its unsupported one is reached by reflection;
 * where it is missing, INT ends the platform alone.
 */
final class Departure {
    private static final Logger LOG = LoggerFactory.getLogger(Departure.class);
    private static final int ENDED_BY_INT = 130;

    private Departure() {}

    /** At INT runs {@code leave}, then ends the program; a second INT ends it at once. */
    static void onInterrupt(Runnable leave) {
        AtomicBoolean asked = new AtomicBoolean();
        try {
            Class<?> signal = Class.forName("sun.misc.Signal");
            Class<?> handler = Class.forName("sun.misc.SignalHandler");
            Object handling =
                    Proxy.newProxyInstance(
                            Departure.class.getClassLoader(),
                            new Class<?>[] {handler},
                            (proxy, method, arguments) ->
                                    switch (method.getName()) {
                                        case "handle" -> {
                                            interrupted(asked, leave);
                                            yield null;
                                        }
                                        case "hashCode" -> System.identityHashCode(proxy);
                                        case "equals" ->
                                                arguments != null
                                                        && System.identityHashCode(proxy)
                                                                == System.identityHashCode(
                                                                        arguments[0]);
                                        default -> "Ctrl-C";
                                    });
            signal.getMethod("handle", signal, handler)
                    .invoke(null, signal.getConstructor(String.class).newInstance("INT"), handling);
        } catch (ClassNotFoundException
                | NoSuchMethodException
                | InstantiationException
                | IllegalAccessException
                | InvocationTargetException e) {
            LOG.warn("Ctrl-C ends the platform alone here, not its bots: {}", e.toString());
        }
    }

    private static void interrupted(AtomicBoolean asked, Runnable leave) {
        if (!asked.compareAndSet(false, true)) {
            Runtime.getRuntime().halt(ENDED_BY_INT);
        }
        // The JVM delivers signals on one thread, which a second Ctrl-C must find free.
        Thread.ofPlatform()
                .name("leaving")
                .start(() -> {
                    try {
                        leave.run();
                    } finally {
                        System.exit(ENDED_BY_INT);
                    }
                });
    }
}
