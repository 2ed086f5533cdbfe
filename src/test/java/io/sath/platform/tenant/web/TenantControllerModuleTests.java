package io.sath.platform.tenant.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.support.Entrance;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.Fixtures.Person;
import io.sath.platform.support.PlatformTest;
import io.sath.platform.support.Rest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@PlatformTest
class TenantControllerModuleTests {
    @LocalServerPort int port;
    @Autowired Fixtures fixtures;
    @Autowired JdbcClient jdbc;

    private Person person;
    private Rest owner;
    private String own;

    @BeforeEach
    void logIn() {
        person = fixtures.person();
        owner = Rest.at(port).as(Entrance.token(Rest.at(port), person, jdbc));
        own = "/api/v1/tenants/" + person.tenant();
    }

    @Test
    void anOwnerReadsTheirTenant() {
        Rest.Reply reply = owner.get(own);
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().propertyNames())
                .containsExactlyInAnyOrder(
                        "id",
                        "name",
                        "email",
                        "status",
                        "plan",
                        "role",
                        "createdAt",
                        "lastActiveAt");
        assertThat(reply.member("id")).isEqualTo(person.tenant().toString());
        assertThat(reply.member("status")).isEqualTo("active");
        assertThat(reply.member("plan")).isEqualTo("free");
        assertThat(reply.member("role")).isEqualTo("owner");
        assertThat(reply.member("createdAt")).matches("\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z");
    }

    @Test
    void anOwnerChangesNameAndAddress() {
        assertThat(owner.put(own, "{\"name\":\"Desk\",\"email\":\"desk@example.com\"}").status())
                .isEqualTo(200);
        assertThat(owner.get(own).member("name")).isEqualTo("Desk");
    }

    @Test
    void everyFieldThatIsWrongIsNamed() {
        Rest.Reply reply = owner.put(own, "{\"name\":\"\"}");
        assertThat(reply.status()).isEqualTo(422);
        assertThat(reply.text()).contains("\"field\":\"email\"", "\"code\":\"required\"");
    }

    @Test
    void aStatusCannotBeSmuggledIn() {
        Rest.Reply reply =
                owner.put(
                        own, "{\"name\":\"a\",\"email\":\"a@example.com\",\"status\":\"expired\"}");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.code()).isEqualTo("unknown-field");
        assertThat(owner.get(own).member("status")).isEqualTo("active");
    }

    @Test
    void anotherOnesTenantAnUnknownOneAndNonsenseAreNotFound() {
        String other = "/api/v1/tenants/" + fixtures.tenant();
        String change = "{\"name\":\"x\",\"email\":\"x@example.com\"}";
        assertThat(owner.get(other).status()).isEqualTo(404);
        assertThat(owner.put(other, change).status()).isEqualTo(404);
        assertThat(owner.get("/api/v1/tenants/" + UUID.randomUUID()).status()).isEqualTo(404);
        assertThat(owner.get("/api/v1/tenants/nonsense").status()).isEqualTo(404);
    }

    @Test
    void anOperatorReadsAnyTenantAndHasNoRoleInIt() {
        jdbc.sql("UPDATE users SET role = 'ADMIN' WHERE id = ?")
                .param(person.id().value())
                .update();
        Rest operator = Rest.at(port).as(Entrance.token(Rest.at(port), person, jdbc));
        Rest.Reply reply = operator.get("/api/v1/tenants/" + fixtures.tenant());
        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().path("role").isNull()).isTrue();
        assertThat(operator.get("/api/v1/tenants/" + UUID.randomUUID()).status()).isEqualTo(404);
    }

    @Test
    void nobodyReadsWithoutAToken() {
        assertThat(Rest.at(port).get(own).status()).isEqualTo(401);
    }
}
