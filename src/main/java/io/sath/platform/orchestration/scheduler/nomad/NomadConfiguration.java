package io.sath.platform.orchestration.scheduler.nomad;

import io.sath.platform.orchestration.scheduler.WorkloadScheduler;
import io.sath.platform.shared.StartFault;
import io.sath.platform.shared.Text;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Clock;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Runs bots on Nomad where {@code sath.nomad.addr} names one. Wrong settings hinder the start; a
 * cluster that is away does not.
 */
@Configuration(proxyBeanMethods = false)
@ConditionalOnProperty("sath.nomad.addr")
@EnableConfigurationProperties(NomadSettings.class)
class NomadConfiguration {
    private static final Set<String> DRIVERS = Set.of("exec", "docker", "raw_exec");

    @Bean
    WorkloadScheduler nomadScheduler(NomadSettings settings, Clock clock) {
        return scheduler(settings, clock);
    }

    static NomadScheduler scheduler(NomadSettings settings, Clock clock) {
        URI addr = settings.addr();
        if (addr == null
                || addr.getHost() == null
                || !("http".equals(addr.getScheme()) || "https".equals(addr.getScheme()))) {
            throw fault("addr", String.valueOf(addr));
        }
        if (!DRIVERS.contains(settings.driver())) {
            throw fault("driver", settings.driver());
        }
        if (settings.driver().equals("docker") && settings.image().isBlank()) {
            throw fault("image");
        }
        if (!isPart(settings.cpuSetAside()) || !isPart(settings.memorySetAside())) {
            throw fault("set-aside", settings.cpuSetAside(), settings.memorySetAside());
        }
        if (!Files.isReadable(settings.jobFile())) {
            throw fault("job-file", settings.jobFile().toAbsolutePath().toString());
        }
        SSLContext tls = tls(settings);
        NomadAccess access = access(addr, settings, settings.tokenFile(), tls);
        boolean machines = settings.tokenFile() == null || settings.nodesTokenFile() != null;
        return new NomadScheduler(
                access,
                machines ? access(addr, settings, settings.nodesTokenFile(), tls) : null,
                settings,
                EventFeed.Patience.STANDARD,
                clock);
    }

    private static boolean isPart(int percent) {
        return percent >= 1 && percent <= 100;
    }

    private static NomadAccess access(
            URI addr, NomadSettings settings, @Nullable Path token, @Nullable SSLContext tls) {
        if (token != null && !Files.isReadable(token)) {
            throw fault("token-file", token.toString());
        }
        return new NomadAccess(
                addr,
                settings.namespace(),
                settings.region(),
                token,
                tls,
                NomadAccess.Deadlines.STANDARD);
    }

    private static @Nullable SSLContext tls(NomadSettings settings) {
        Path file = settings.caFile();
        if (file == null) {
            return null;
        }
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
            trusted.load(null, null);
            int number = 0;
            for (Certificate authority :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                trusted.setCertificateEntry("authority-" + number++, authority);
            }
            if (number == 0) {
                throw fault("ca-file", file.toString());
            }
            TrustManagerFactory trust =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, trust.getTrustManagers(), null);
            return context;
        } catch (IOException | GeneralSecurityException e) {
            throw new StartFault(Text.of("orchestration.nomad.ca-file", file.toString()), e);
        }
    }

    private static StartFault fault(String setting, Object... values) {
        return new StartFault(Text.of("orchestration.nomad." + setting, values));
    }
}
