package io.sath.platform.walk;

import io.sath.platform.SathPlatform;
import io.sath.platform.support.Mailbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Optional;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** A platform as {@code ./sath up} starts it, on a port and a data directory of its own. */
final class RunningPlatform implements AutoCloseable {
    private final ConfigurableApplicationContext context;
    private final Path data;
    private final int port;

    RunningPlatform(Path data, Path botJar) throws IOException {
        this.data = data;
        port = freePort();
        context =
                new SpringApplication(SathPlatform.class)
                        .run(
                                "--server.port=" + port,
                                "--sath.data-dir=" + data,
                                "--sath.bot-jar=" + botJar,
                                "--sath.account.public-url=" + address(""),
                                "--sath.database.programs-dir="
                                        + Path.of(
                                                System.getProperty("java.io.tmpdir"),
                                                "sath-test-programs"),
                                "--sath.first-start.demo=false",
                                "--sath.orchestration.stop-grace=10s",
                                "--vaadin.productionMode=true",
                                "--spring.main.banner-mode=off");
    }

    String address(String route) {
        return "http://localhost:" + port + (route.isEmpty() ? "" : "/" + route);
    }

    /** The link to {@code route} in a mail to {@code address}, once there is one. */
    Optional<String> mailedLink(String address, String route) {
        return new Mailbox(data).link(address, address(route));
    }

    @Override
    public void close() {
        context.close();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
