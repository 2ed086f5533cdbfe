package io.sath.platform.account.web;

import com.vaadin.flow.server.auth.AnonymousAllowed;
import io.sath.platform.account.AccessTokens;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Publishes the keys that verify access tokens. */
@RestController
@AnonymousAllowed
class KeysController {
    private final AccessTokens tokens;

    KeysController(AccessTokens tokens) {
        this.tokens = tokens;
    }

    @GetMapping("/.well-known/jwks.json")
    Map<String, Object> keys() {
        return tokens.publishedKeys();
    }
}
