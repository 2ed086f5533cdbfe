package io.sath.platform.account;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import io.sath.platform.database.DataDirectory;
import io.sath.platform.shared.StartFault;
import io.sath.platform.shared.Text;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.text.ParseException;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * The key that signs access tokens (ECDSA on P-256), made at the first start and kept in {@code
 * <data-dir>/keys/access-token.jwk}, readable by its owner alone.
 *
 * <p>There is no default key. Replicas share the file.
 */
@Component
class SigningKey {
    private final ECKey key;

    SigningKey(DataDirectory directory) {
        Path file = directory.path().resolve("keys/access-token.jwk");
        try {
            if (!Files.exists(file)) {
                make(file);
            }
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            key = ECKey.parse(Files.readString(file));
        } catch (IOException e) {
            throw new StartFault(Text.of("account.key-unreadable", file.toString()), e);
        } catch (ParseException | JOSEException | IllegalArgumentException e) {
            throw new StartFault(Text.of("account.key-damaged", file.toString()), e);
        }
        if (!key.isPrivate() || !Curve.P_256.equals(key.getCurve())) {
            throw new StartFault(Text.of("account.key-damaged", file.toString()));
        }
    }

    private static void make(Path file) throws IOException, JOSEException {
        Files.createDirectories(
                file.getParent(),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        ECKey fresh =
                new ECKeyGenerator(Curve.P_256)
                        .keyUse(KeyUse.SIGNATURE)
                        .keyIDFromThumbprint(true)
                        .generate();
        Path draft =
                Files.createTempFile(
                        file.getParent(),
                        "draft",
                        ".jwk",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, fresh.toJSONString());
        Files.move(draft, file);
    }

    ECKey key() {
        return key;
    }

    /** The public half, as a set of RFC 7517. */
    Map<String, Object> published() {
        return new JWKSet(key).toPublicJWKSet().toJSONObject();
    }
}
