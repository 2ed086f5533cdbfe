package io.sath.platform.api;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.jspecify.annotations.Nullable;

/**
 * Wipes a request's body in the server's own buffer once it is answered. The buffer is kept for the
 * next request; without this the last body in it, which may hold a password or a key, would stay in
 * memory for as long as nothing writes over it.
 */
final class BodyWipe extends ValveBase {
    BodyWipe() {
        super(true);
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        org.apache.coyote.Request coyote = request.getCoyoteRequest();
        InputBuffer server = coyote.getInputBuffer();
        Watched watched = new Watched(server);
        coyote.setInputBuffer(watched);
        try {
            getNext().invoke(request, response);
        } finally {
            coyote.setInputBuffer(server);
            if (!request.isAsync()) {
                watched.wipe();
            }
        }
    }

    /**
     * Remembers which piece of the buffer was handed out last; when the next is asked for, or at
     * the end, nobody needs it any more. What else lies in the buffer is not touched.
     */
    private static final class Watched implements InputBuffer {
        private final InputBuffer server;
        private @Nullable ByteBuffer piece;

        Watched(InputBuffer server) {
            this.server = server;
        }

        @Override
        public int doRead(ApplicationBufferHandler handler) throws IOException {
            wipe();
            return server.doRead(
                    new ApplicationBufferHandler() {
                        @Override
                        public void setByteBuffer(ByteBuffer buffer) {
                            piece = buffer.isReadOnly() ? null : buffer.duplicate();
                            handler.setByteBuffer(buffer);
                        }

                        @Override
                        public ByteBuffer getByteBuffer() {
                            return handler.getByteBuffer();
                        }

                        @Override
                        public void expand(int size) {
                            handler.expand(size);
                        }
                    });
        }

        @Override
        public int available() {
            return server.available();
        }

        void wipe() {
            ByteBuffer last = piece;
            piece = null;
            while (last != null && last.hasRemaining()) {
                last.put((byte) 0);
            }
        }
    }
}
