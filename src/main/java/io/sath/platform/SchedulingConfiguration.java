package io.sath.platform;

import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Configuration;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Lets every {@code @Scheduled} method work; tests, which call them themselves, switch it off. */
@Configuration(proxyBeanMethods = false)
@EnableScheduling
@ConditionalOnProperty(name = "sath.scheduling", matchIfMissing = true)
class SchedulingConfiguration {}
