package io.sath.platform.logs.web;

import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHandlerMapping;
import org.springframework.web.socket.server.support.WebSocketHttpRequestHandler;

/** Gives requests for an upgrade to the socket; the same path without one is the controller's. */
@Configuration(proxyBeanMethods = false)
class LogSocketConfiguration {
    @Bean
    HandlerMapping logSocketMapping(LogSocket socket) {
        WebSocketHandlerMapping mapping = new WebSocketHandlerMapping();
        mapping.setUrlMap(Map.of("/api/v1/logs/stream", new WebSocketHttpRequestHandler(socket)));
        mapping.setOrder(-1);
        mapping.setWebSocketUpgradeMatch(true);
        return mapping;
    }
}
