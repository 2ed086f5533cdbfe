package io.sath.platform.secrets.store;

import io.sath.platform.shared.StartFault;
import io.sath.platform.shared.Text;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/**
 * Refuses half a pair at start: keys in Vault reach jobs on Nomad alone, and jobs on Nomad get keys
 * from Vault alone.
 */
@Component
class StorePair {
    StorePair(Environment settings) {
        boolean vault = settings.containsProperty("sath.vault.addr");
        boolean nomad = settings.containsProperty("sath.nomad.addr");
        if (vault != nomad) {
            throw new StartFault(
                    Text.of(vault ? "secrets.vault-without-nomad" : "secrets.nomad-without-vault"));
        }
    }
}
