package io.sath.platform.ui;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.support.PlatformTest;
import io.sath.platform.support.Rest;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.web.server.LocalServerPort;

@PlatformTest
class ErrorDocumentModuleTests {
    @LocalServerPort int port;

    @Test
    void aBrowserIsToldInItsLanguageAndGetsTheRequestsId() {
        Rest.Reply reply =
                Rest.at(port)
                        .with("Accept", "text/html")
                        .with("Accept-Language", "es")
                        .get("/assets/nothing.png");
        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.text())
                .contains("lang=\"es\"", reply.header("X-Request-Id"))
                .doesNotContain("Exception", "at io.sath");
    }
}
