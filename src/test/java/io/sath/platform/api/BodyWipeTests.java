package io.sath.platform.api;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.InputBuffer;
import org.apache.tomcat.util.net.ApplicationBufferHandler;
import org.junit.jupiter.api.Test;

class BodyWipeTests {
    /** The server's buffer: two pieces of a body, and the request after it. */
    private final byte[] buffer = "POST /a secret1secret2GET /b ".getBytes(US_ASCII);

    private final List<String> read = new ArrayList<>();

    /** Hands the body out as the server does: as views of its one buffer. */
    private final class Server implements InputBuffer {
        private int pieces;

        @Override
        public int doRead(ApplicationBufferHandler handler) {
            if (pieces == 2) {
                return -1;
            }
            handler.setByteBuffer(ByteBuffer.wrap(buffer, 8 + 7 * pieces++, 7));
            return 7;
        }

        @Override
        public int available() {
            return 0;
        }
    }

    /** An application that reads so many pieces. */
    private final class Application extends ValveBase implements ApplicationBufferHandler {
        private final int pieces;
        private ByteBuffer piece = ByteBuffer.allocate(0);

        Application(int pieces) {
            super(true);
            this.pieces = pieces;
        }

        @Override
        public void invoke(Request request, Response response) throws IOException {
            for (int i = 0; i < pieces; i++) {
                if (request.getCoyoteRequest().getInputBuffer().doRead(this) > 0) {
                    byte[] bytes = new byte[piece.remaining()];
                    piece.get(bytes);
                    read.add(new String(bytes, US_ASCII));
                }
            }
        }

        @Override
        public void setByteBuffer(ByteBuffer given) {
            piece = given;
        }

        @Override
        public ByteBuffer getByteBuffer() {
            return piece;
        }

        @Override
        public void expand(int size) {}
    }

    private String after(int piecesRead) throws Exception {
        org.apache.coyote.Request coyote = new org.apache.coyote.Request();
        Server server = new Server();
        coyote.setInputBuffer(server);
        Request request = new Request(new Connector(), coyote);
        BodyWipe wipe = new BodyWipe();
        wipe.setNext(new Application(piecesRead));
        wipe.invoke(request, new Response(new org.apache.coyote.Response()));
        assertThat(coyote.getInputBuffer()).isSameAs(server);
        return new String(buffer, US_ASCII).replace('\0', '.');
    }

    @Test
    void whatWasReadIsWipedAndNothingElse() throws Exception {
        assertThat(after(3)).isEqualTo("POST /a ..............GET /b ");
        assertThat(read).containsExactly("secret1", "secret2");
    }

    @Test
    void whatWasNotReadIsTheServersToSkip() throws Exception {
        assertThat(after(1)).isEqualTo("POST /a .......secret2GET /b ");
        assertThat(after(0)).isEqualTo("POST /a .......secret2GET /b ");
    }
}
