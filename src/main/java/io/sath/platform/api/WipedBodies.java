package io.sath.platform.api;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.catalina.Valve;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.ActionCode;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.stereotype.Component;

/**
 * Wipes the body of each request from the server's own buffer once it is answered.
 *
 * <p>The buffer of a connection lives on with it, and then in a pool: a key or a password that a
 * body held would stay in memory until as much is written over it.
 */
@Component
class WipedBodies implements WebServerFactoryCustomizer<TomcatServletWebServerFactory> {
    private static final byte[] END_OF_HEADERS = {'\r', '\n', '\r', '\n'};

    @Override
    public void customize(TomcatServletWebServerFactory server) {
        Valve wiping = new Wiping();
        server.addEngineValves(wiping);
    }

    private static final class Wiping extends ValveBase {
        Wiping() {
            super(true);
        }

        @Override
        public void invoke(Request request, Response response)
                throws IOException, ServletException {
            try {
                getNext().invoke(request, response);
            } finally {
                wipe(request.getCoyoteRequest());
            }
        }
    }

    private static void wipe(org.apache.coyote.Request request) {
        AtomicBoolean read = new AtomicBoolean();
        request.action(ActionCode.REQUEST_BODY_FULLY_READ, read);
        if (read.get()
                && request.getBytesRead() > 0
                && request.getInputBuffer() instanceof ApplicationBufferHandler handler) {
            wipe(handler.getByteBuffer(), request.getContentLengthLong());
        }
    }

    /**
     * @param length of the body; what follows it may be the next request's beginning. Below 0: it
     *     came in chunks
     */
    static void wipe(ByteBuffer buffer, long length) {
        if (!buffer.hasArray()) {
            return;
        }
        byte[] bytes = buffer.array();
        int from = bodyStart(bytes, buffer.limit());
        // A body that came in several parts was read into the same place again and again.
        int end = length < 0 ? buffer.position() : (int) Math.min(buffer.limit(), from + length);
        Arrays.fill(bytes, from, Math.max(from, end), (byte) 0);
        Arrays.fill(bytes, buffer.limit(), bytes.length, (byte) 0);
    }

    private static int bodyStart(byte[] bytes, int limit) {
        for (int i = 0; i + END_OF_HEADERS.length <= limit; i++) {
            if (Arrays.equals(
                    bytes,
                    i,
                    i + END_OF_HEADERS.length,
                    END_OF_HEADERS,
                    0,
                    END_OF_HEADERS.length)) {
                return i + END_OF_HEADERS.length;
            }
        }
        return limit;
    }
}
