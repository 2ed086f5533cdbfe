package io.sath.platform.secrets;

import io.sath.platform.secrets.probe.KeyProbe;
import io.sath.platform.secrets.probe.Probed;
import io.sath.platform.shared.Text;
import java.util.EnumMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Every adapter of {@link KeyProbe} under one roof. */
@Component
class KeyProbes {
    private static final Logger LOG = LoggerFactory.getLogger(KeyProbes.class);

    private final Map<KeyService, KeyProbe> probes = new EnumMap<>(KeyService.class);

    KeyProbes(ObjectProvider<KeyProbe> all) {
        all.orderedStream()
                .forEach(probe ->
                        probe.services().forEach(service -> probes.putIfAbsent(service, probe)));
    }

    /** Asks the key's service; one that nobody can ask is unreachable. */
    Probed probe(NewCredential key) {
        KeyProbe probe = probes.get(key.service());
        if (probe == null) {
            return new Probed.Unreachable(Text.of("secrets.no-probe", key.service().word()));
        }
        try {
            return probe.probe(key.service(), key.algorithm(), key.fields());
        } catch (RuntimeException e) {
            // Its message could hold what it was given.
            LOG.error("The probe of {} failed: {}", key.service().word(), e.getClass().getName());
            return new Probed.Unreachable(Text.of("secrets.probe-failed", key.service().word()));
        }
    }
}
