package io.sath.platform.secrets.store.vault;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Date;

/** Signs workload identities as Nomad does, and shows its key set on loopback. */
final class WorkloadIdentities {
    private final RSAKey key;
    private final HttpServer server;

    WorkloadIdentities() throws IOException, JOSEException {
        key = new RSAKeyGenerator(2048).keyID("test").generate();
        byte[] keys = new JWKSet(key.toPublicJWK()).toString().getBytes(StandardCharsets.UTF_8);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(
                "/.well-known/jwks.json",
                call -> {
                    call.getResponseHeaders().set("Content-Type", "application/json");
                    call.sendResponseHeaders(200, keys.length);
                    call.getResponseBody().write(keys);
                    call.close();
                });
        server.start();
    }

    String jwksUrl() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/.well-known/jwks.json";
    }

    /** The identity of a job's task, good for five minutes. */
    String of(String namespace, String job) throws JOSEException {
        Instant now = Instant.now();
        SignedJWT jwt =
                new SignedJWT(
                        new JWSHeader.Builder(JWSAlgorithm.RS256).keyID("test").build(),
                        new JWTClaimsSet.Builder()
                                .subject(
                                        "global:"
                                                + namespace
                                                + ":"
                                                + job
                                                + ":bot:bot:vault_default")
                                .audience("vault.io")
                                .claim("nomad_namespace", namespace)
                                .claim("nomad_job_id", job)
                                .claim("nomad_task", "bot")
                                .issueTime(Date.from(now))
                                .notBeforeTime(Date.from(now.minusSeconds(5)))
                                .expirationTime(Date.from(now.plusSeconds(300)))
                                .build());
        jwt.sign(new RSASSASigner(key));
        return jwt.serialize();
    }
}
