package io.sath.platform.bots;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** The settings of this module. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(BotsSettings.class)
class BotsConfiguration {}
