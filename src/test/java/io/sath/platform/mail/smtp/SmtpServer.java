package io.sath.platform.mail.smtp;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A mail server of RFC 5321 as small as it goes: one loopback port, mails kept in memory. */
final class SmtpServer implements AutoCloseable {
    private final ServerSocket socket = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    private final List<byte[]> mails = new CopyOnWriteArrayList<>();
    private final List<String> said = new CopyOnWriteArrayList<>();
    private final @Nullable String password;

    /**
     * @param password of the user {@code sath}; null where none is asked for
     */
    SmtpServer(@Nullable String password) throws IOException {
        this.password = password;
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return socket.getLocalPort();
    }

    List<byte[]> mails() {
        return mails;
    }

    /** Every command, without the content of mails. */
    List<String> said() {
        return said;
    }

    private void accept() {
        while (!socket.isClosed()) {
            try (Socket client = socket.accept()) {
                serve(client);
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    private void serve(Socket client) throws IOException {
        OutputStream out = client.getOutputStream();
        BufferedReader in =
                new BufferedReader(
                        new InputStreamReader(
                                client.getInputStream(), StandardCharsets.ISO_8859_1));
        boolean known = password == null;
        say(out, "220 test");
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            said.add(line);
            String verb = line.split(" ", 2)[0].toUpperCase(java.util.Locale.ROOT);
            switch (verb) {
                case "EHLO" ->
                        say(
                                out,
                                password == null
                                        ? "250-test\r\n250 8BITMIME"
                                        : "250-test\r\n250-8BITMIME\r\n250 AUTH PLAIN");
                case "AUTH" -> {
                    known = isRight(out, in, line);
                    say(out, known ? "235 ok" : "535 no");
                }
                case "MAIL", "RCPT" -> say(out, known ? "250 ok" : "530 log in first");
                case "DATA" -> {
                    say(out, "354 go");
                    mails.add(data(in));
                    say(out, "250 taken");
                }
                case "QUIT" -> {
                    say(out, "221 bye");
                    return;
                }
                default -> say(out, "502 what");
            }
        }
    }

    /** AUTH PLAIN of RFC 4616, with its answer in the same line or in the next. */
    private boolean isRight(OutputStream out, BufferedReader in, String line) throws IOException {
        String[] words = line.split(" ", 3);
        if (words.length < 3) {
            say(out, "334 ");
        }
        String answer = words.length < 3 ? in.readLine() : words[2];
        String plain = new String(Base64.getDecoder().decode(answer), StandardCharsets.UTF_8);
        return plain.endsWith("\0sath\0" + password);
    }

    private static byte[] data(BufferedReader in) throws IOException {
        ByteArrayOutputStream mail = new ByteArrayOutputStream();
        for (String line = in.readLine(); line != null && !line.equals("."); line = in.readLine()) {
            String content = line.startsWith(".") ? line.substring(1) : line;
            mail.writeBytes((content + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        }
        return mail.toByteArray();
    }

    private static void say(OutputStream out, String line) throws IOException {
        out.write((line + "\r\n").getBytes(StandardCharsets.US_ASCII));
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
