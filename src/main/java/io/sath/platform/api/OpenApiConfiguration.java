package io.sath.platform.api;

import io.sath.platform.shared.BotId;
import io.sath.platform.shared.Caller;
import io.sath.platform.shared.PageRequest;
import io.sath.platform.shared.TenantId;
import io.sath.platform.shared.UserId;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.ArraySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.MediaType;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.media.UUIDSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import io.swagger.v3.oas.models.servers.Server;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import org.springdoc.core.customizers.GlobalOperationCustomizer;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.HandlerMethod;

/** The description of the REST API at {@code /v3/api-docs}, as its conventions make it. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {
    private static final String BEARER = "bearer";
    private static final String PROBLEM = "Problem";
    private static final String PROBLEM_REF = "#/components/schemas/" + PROBLEM;

    static {
        SpringDocUtils.getConfig()
                .replaceWithSchema(TenantId.class, new UUIDSchema())
                .replaceWithSchema(UserId.class, new UUIDSchema())
                .replaceWithSchema(BotId.class, new StringSchema().pattern("[0-9a-z]{13}"))
                .replaceWithSchema(
                        BigDecimal.class,
                        new StringSchema().description("A plain decimal").example("100.5"))
                .addRequestWrapperToIgnore(Caller.class, PageRequest.class);
    }

    @Bean
    OpenAPI description() {
        return new OpenAPI()
                .info(
                        new Info()
                                .title("SATH Platform")
                                .version("v1")
                                .description("Trading bots as a service."))
                .servers(List.of(new Server().url("/")))
                .components(
                        new Components()
                                .addSecuritySchemes(
                                        BEARER,
                                        new SecurityScheme()
                                                .type(SecurityScheme.Type.HTTP)
                                                .scheme(BEARER)
                                                .bearerFormat("JWT"))
                                .addSchemas(PROBLEM, problem()));
    }

    private static Schema<?> problem() {
        Schema<?> fault =
                new ObjectSchema()
                        .addProperty("field", new StringSchema())
                        .addProperty("code", new StringSchema())
                        .addProperty("value", new StringSchema())
                        .addProperty("message", new StringSchema());
        Schema<?> limit =
                new ObjectSchema()
                        .addProperty("name", new StringSchema())
                        .addProperty("value", new StringSchema())
                        .addProperty("asked", new StringSchema())
                        .addProperty("remedy", new StringSchema());
        Schema<?> problem = new ObjectSchema();
        problem.addProperty("type", new StringSchema())
                .addProperty("title", new StringSchema())
                .addProperty("status", new IntegerSchema())
                .addProperty("detail", new StringSchema())
                .addProperty("code", new StringSchema())
                .addProperty("requestId", new UUIDSchema())
                .addProperty("errors", new ArraySchema().items(fault))
                .addProperty("limit", limit);
        problem.setRequired(List.of("type", "title", "status", "detail", "code", "requestId"));
        return problem;
    }

    /** Who may call it, the pieces of a list, a name of its own, and what a refusal looks like. */
    @Bean
    GlobalOperationCustomizer conventions() {
        return (operation, method) -> {
            String controller = method.getBeanType().getSimpleName().replace("Controller", "");
            operation.setTags(List.of(controller));
            operation.setOperationId(controller + "." + method.getMethod().getName());
            boolean open = EndpointAccess.stated(method) instanceof EndpointAccess.Stated.Everybody;
            operation.setSecurity(
                    open ? List.of() : List.of(new SecurityRequirement().addList(BEARER)));
            if (has(method, PageRequest.class)) {
                pieces(operation);
            }
            operation
                    .getResponses()
                    .addApiResponse(
                            "default",
                            new ApiResponse()
                                    .description("A problem")
                                    .content(
                                            new Content()
                                                    .addMediaType(
                                                            "application/problem+json",
                                                            new MediaType()
                                                                    .schema(
                                                                            new Schema<>()
                                                                                    .$ref(
                                                                                            PROBLEM_REF)))));
            return operation;
        };
    }

    private static boolean has(HandlerMethod method, Class<?> type) {
        return Arrays.asList(method.getMethod().getParameterTypes()).contains(type);
    }

    private static void pieces(Operation operation) {
        operation
                .addParametersItem(query("limit", limit()))
                .addParametersItem(query("cursor", new StringSchema()))
                .addParametersItem(
                        query(
                                "order",
                                new StringSchema()._enum(List.of("asc", "desc"))._default("desc")));
    }

    private static Schema<?> limit() {
        IntegerSchema limit = new IntegerSchema();
        limit.setMinimum(BigDecimal.ONE);
        limit.setMaximum(BigDecimal.valueOf(PageRequest.MAX_LIMIT));
        limit.setDefault(PageRequest.DEFAULT_LIMIT);
        return limit;
    }

    private static Parameter query(String name, Schema<?> schema) {
        return new Parameter().in("query").name(name).required(false).schema(schema);
    }
}
