package io.sath.platform.billing.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.sath.platform.support.Entrance;
import io.sath.platform.support.Fixtures;
import io.sath.platform.support.PlatformTest;
import io.sath.platform.support.Rest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

@PlatformTest
class BillingControllerModuleTests {
    @LocalServerPort int port;
    @Autowired Fixtures fixtures;
    @Autowired JdbcClient jdbc;

    @Test
    void anybodyReadsThePlans() {
        Rest.Reply reply = Rest.at(port).get("/api/v1/billing/plans");
        assertThat(reply.status()).isEqualTo(200);
        JsonNode free = reply.json().path("items").path(0);
        assertThat(free.toString())
                .isEqualTo(
                        "{\"code\":\"free\",\"name\":\"Free\",\"priceMonthly\":\"0\","
                                + "\"priceYearly\":\"0\",\"currency\":\"USD\",\"limits\":{"
                                + "\"symbols\":1,\"capital\":\"100\",\"modes\":[\"paper\"],"
                                + "\"multiTimeframe\":false,\"aiEnsemble\":false,"
                                + "\"apiAccess\":false,\"support\":\"community\",\"logDays\":7,"
                                + "\"tradesPerMonth\":100,\"callsPerMinute\":10,"
                                + "\"storageBytes\":100000000,\"botMemoryMb\":160,"
                                + "\"botCpuPercent\":10}}");
        JsonNode enterprise = reply.json().path("items").path(2);
        assertThat(enterprise.path("limits").path("capital").isNull()).isTrue();
        assertThat(enterprise.path("priceYearly").asString()).isEqualTo("990");
        assertThat(reply.json().path("nextCursor").isNull()).isTrue();
    }

    @Test
    void aPersonReadsWhatTheirTenantHasUsed() {
        Rest rest = Rest.at(port);
        Rest.Reply reply =
                rest.as(Entrance.token(rest, fixtures.person(), jdbc)).get("/api/v1/billing/usage");
        assertThat(reply.status()).isEqualTo(200);
        JsonNode trades = reply.json().path("items").path(0);
        assertThat(trades.path("meter").asString()).isEqualTo("trades");
        assertThat(trades.path("used").asLong()).isZero();
        assertThat(trades.path("limit").asLong()).isEqualTo(100);
        assertThat(trades.path("resetsAt").asString()).matches("\\d{4}-\\d\\d-01T00:00:00.*Z");
        assertThat(reply.json().path("items").path(2).path("resetsAt").isNull()).isTrue();
    }

    @Test
    void usageIsForPeopleAlone() {
        assertThat(Rest.at(port).get("/api/v1/billing/usage").status()).isEqualTo(401);
    }
}
