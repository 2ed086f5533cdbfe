package io.sath.platform.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.billing.PlanChange;
import io.sath.platform.database.TenantScope;
import io.sath.platform.shared.Role;
import io.sath.platform.support.Entrance;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import io.sath.platform.support.Rest;
import io.sath.platform.support.Rest.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Walks every endpoint that is mapped, whoever made it: a new one is in here by itself. */
@PlatformTest
class EndpointsModuleTests {
    /** What api.md opens to everybody; nothing else may be. */
    private static final Set<String> OPEN =
            Set.of(
                    "POST /api/v1/auth/register",
                    "POST /api/v1/auth/verify-email",
                    "POST /api/v1/auth/login",
                    "POST /api/v1/auth/refresh",
                    "POST /api/v1/auth/forgot-password",
                    "POST /api/v1/auth/reset-password",
                    "GET /api/v1/billing/plans",
                    "POST /api/v1/billing/webhook/stripe");

    @LocalServerPort int port;
    @Autowired List<RequestMappingHandlerMapping> mappings;
    @Autowired Fixtures fixtures;
    @Autowired PlanChange plans;
    @Autowired TenantScope scope;
    @Autowired JdbcClient jdbc;

    private Rest rest;

    @SuppressWarnings("NullAway.Init")
    EndpointsModuleTests() {}

    @BeforeEach
    void client() {
        rest = Rest.at(port);
    }

    private record Endpoint(String method, String pattern, HandlerMethod handler) {
        String name() {
            return method + " " + pattern;
        }

        /** Its path, with ids that are somebody else's or nobody's. */
        String path(String id) {
            return pattern.replaceAll("\\{[^}]+}", id);
        }

        /** Whether it is closed to everybody who is no operator. */
        boolean operatorsOnly() {
            return stated() instanceof EndpointAccess.Stated.OneOf(Set<Role> roles)
                    && Set.of(Role.ADMIN, Role.SUPERADMIN).containsAll(roles);
        }

        EndpointAccess.@Nullable Stated stated() {
            return EndpointAccess.stated(handler);
        }
    }

    private List<Endpoint> endpoints() {
        List<Endpoint> all = new ArrayList<>();
        for (RequestMappingHandlerMapping mapping : mappings) {
            mapping.getHandlerMethods().forEach((info, handler) -> add(info, handler, all));
        }
        all.sort(Comparator.comparing(Endpoint::name));
        return all;
    }

    private static void add(RequestMappingInfo info, HandlerMethod handler, List<Endpoint> all) {
        for (String pattern : info.getPatternValues()) {
            if (pattern.startsWith("/api")) {
                Set<RequestMethod> methods = info.getMethodsCondition().getMethods();
                assertThat(methods).as("the methods of %s", pattern).isNotEmpty();
                for (RequestMethod method : methods) {
                    all.add(new Endpoint(method.name(), pattern, handler));
                }
            }
        }
    }

    private Reply call(Rest client, Endpoint endpoint, String id) {
        boolean body = !endpoint.method().equals("GET") && !endpoint.method().equals("DELETE");
        return (body ? client.with("Content-Type", "application/json") : client)
                .send(endpoint.method(), endpoint.path(id), body ? "{}" : null);
    }

    private Rest as(Fixtures.Person person) {
        plans.setPlan(person.tenant(), "enterprise");
        return rest.as(Entrance.token(rest, person, jdbc));
    }

    private Rest viewer() {
        Fixtures.Person person = fixtures.person();
        scope.run(
                person.tenant(),
                () ->
                        assertThat(jdbc.sql("UPDATE memberships SET role = 'VIEWER'").update())
                                .isEqualTo(1));
        return as(person);
    }

    @Test
    void thereAreSome() {
        assertThat(endpoints())
                .extracting(Endpoint::name)
                .contains("GET /api/v1/users/me", "POST /api/v1/auth/login");
    }

    @Test
    void eachSaysWhoMayCallIt() {
        assertThat(endpoints())
                .allSatisfy(one -> assertThat(one.stated()).as(one.name()).isNotNull());
    }

    @Test
    void whatIsMeantToBeOpenIsAndNothingElse() {
        assertThat(endpoints())
                .allSatisfy(one ->
                        assertThat(one.stated() instanceof EndpointAccess.Stated.Everybody)
                                .as(one.name())
                                .isEqualTo(OPEN.contains(one.name())));
    }

    @Test
    void noneAnswersSomebodyUnknownButTheOpenOnes() {
        for (Endpoint endpoint : endpoints()) {
            if (OPEN.contains(endpoint.name())) {
                continue;
            }
            Reply reply = call(rest, endpoint, UUID.randomUUID().toString());
            assertThat(reply.status()).as(endpoint.name()).isEqualTo(401);
            assertThat(reply.code()).as(endpoint.name()).isEqualTo("unauthenticated");
            assertThat(reply.header("WWW-Authenticate")).as(endpoint.name()).isEqualTo("Bearer");
        }
    }

    @Test
    void aViewerIsRefusedWhateverNeedsMore() {
        Rest viewer = viewer();
        List<String> refused = new ArrayList<>();
        for (Endpoint endpoint : endpoints()) {
            if (endpoint.stated() instanceof EndpointAccess.Stated.OneOf(Set<Role> roles)
                    && !roles.contains(Role.VIEWER)) {
                Reply reply = call(viewer, endpoint, UUID.randomUUID().toString());
                assertThat(reply.status()).as(endpoint.name()).isEqualTo(403);
                assertThat(reply.code()).as(endpoint.name()).isEqualTo("forbidden");
                refused.add(endpoint.name());
            }
        }
        assertThat(refused).isNotEmpty();
    }

    @Test
    void anOwnerIsRefusedWhatIsTheOperators() {
        Rest owner = as(fixtures.person());
        List<String> refused = new ArrayList<>();
        for (Endpoint endpoint : endpoints()) {
            if (endpoint.pattern().startsWith("/api/v1/admin") || endpoint.operatorsOnly()) {
                assertThat(call(owner, endpoint, UUID.randomUUID().toString()).status())
                        .as(endpoint.name())
                        .isEqualTo(403);
                refused.add(endpoint.name());
            }
        }
        assertThat(refused).contains("POST /api/v1/tenants", "GET /api/v1/admin/stats");
    }

    @Test
    void anotherTenantsIdIsNoId() {
        String foreign = fixtures.tenant().toString();
        Rest owner = as(fixtures.person());
        for (Endpoint endpoint : endpoints()) {
            if (!endpoint.pattern().contains("{")
                    || endpoint.stated() instanceof EndpointAccess.Stated.Everybody) {
                continue;
            }
            Reply reply = call(owner, endpoint, foreign);
            assertThat(reply.status()).as(endpoint.name()).isIn(403, 404);
            assertThat(reply.text()).as(endpoint.name()).doesNotContain(foreign);
        }
    }

    @Test
    void anIdThatIsNoneIsNotFound() {
        Rest owner = as(fixtures.person());
        assertThat(owner.get("/api/v1/tenants/not-an-id").status()).isEqualTo(404);
    }

    @Test
    void aBodyThatIsNoJsonOrHasAForeignFieldIsRefusedEverywhere() {
        Rest owner = as(fixtures.person());
        for (Endpoint endpoint : endpoints()) {
            boolean takesBody =
                    java.util.Arrays.stream(endpoint.handler().getMethodParameters())
                            .anyMatch(parameter ->
                                    parameter.hasParameterAnnotation(
                                            org.springframework.web.bind.annotation.RequestBody
                                                    .class));
            if (!takesBody || endpoint.operatorsOnly()) {
                continue;
            }
            Rest json = owner.with("Content-Type", "application/json");
            Reply broken = json.send(endpoint.method(), endpoint.path("x"), "{\"a\":");
            assertThat(broken.status()).as(endpoint.name()).isIn(400, 404);
            Reply foreign =
                    json.send(
                            endpoint.method(), endpoint.path("x"), "{\"tier-of-nobody\":\"pro\"}");
            assertThat(foreign.status()).as(endpoint.name() + foreign.text()).isIn(400, 404);
        }
    }
}
