package io.sath.platform.account;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.shared.Caller;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;

@PlatformTest
class PageSessionsModuleTests {
    @Autowired PageSessions sessions;
    @Autowired Fixtures fixtures;

    @AfterEach
    void nobody() {
        SecurityContextHolder.clearContext();
    }

    @Test
    void aRenewedSessionHasAnotherIdAndSpeaksForTheFreshCaller() {
        MockHttpServletRequest request = new MockHttpServletRequest();
        String before = Objects.requireNonNull(request.getSession()).getId();
        Caller fresh = fixtures.owner(fixtures.person());

        sessions.renew(request, new MockHttpServletResponse(), fresh);

        var session = Objects.requireNonNull(request.getSession(false));
        assertThat(session.getId()).isNotEqualTo(before);
        SecurityContext kept = (SecurityContext) session.getAttribute("SPRING_SECURITY_CONTEXT");
        assertThat(Objects.requireNonNull(kept).getAuthentication())
                .satisfies(known -> assertThat(known.getPrincipal()).isEqualTo(fresh));
    }
}
