package io.sath.platform.api;

import io.sath.platform.shared.Problem;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.tomcat.servlet.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.handler.SimpleUrlHandlerMapping;

/** What every endpoint gets: its arguments, its access rule, an answer for paths without one. */
@Configuration(proxyBeanMethods = false)
class ApiConfiguration implements WebMvcConfigurer {
    private static final Set<String> NOT_SPOKEN = Set.of("yaml", "xml", "cbor");

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(new CallerArgument());
        resolvers.add(new PageRequestArgument());
    }

    @Override
    public void addInterceptors(InterceptorRegistry interceptors) {
        interceptors.addInterceptor(new EndpointAccess());
    }

    /** JSON and text: no other form that happens to be on the classpath. */
    @Override
    public void configureMessageConverters(HttpMessageConverters.ServerBuilder converters) {
        converters.configureMessageConvertersList(all ->
                all.removeIf(one ->
                        one.getSupportedMediaTypes().stream()
                                .anyMatch(type -> NOT_SPOKEN.contains(type.getSubtype()))));
    }

    /** Bodies of pages hold passwords and keys too: it is the whole server's. */
    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> bodyWipe() {
        return server -> server.addEngineValves(new BodyWipe());
    }

    /** After the endpoints, so that a wrong method is still a 405, and before the pages. */
    @Bean
    HandlerMapping unknownApiPaths(ProblemWriter problems) {
        HttpRequestHandler nothing =
                (request, response) -> problems.write(Problem.notFound(), request, response);
        return new SimpleUrlHandlerMapping(Map.of("/api", nothing, "/api/**", nothing), 1);
    }
}
