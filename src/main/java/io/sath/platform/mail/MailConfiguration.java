package io.sath.platform.mail;

import io.sath.platform.mail.eml.EmlMailSender;
import io.sath.platform.mail.smtp.SmtpMailSender;
import java.nio.file.Path;
import java.time.Clock;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses the way of sending: the named mail server, or files. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailSettings.class)
class MailConfiguration {
    @Bean
    MailSender mailSender(
            MailSettings settings, @Value("${sath.data-dir}") Path dataDir, Clock clock) {
        return settings.smtpHost().isBlank()
                ? new EmlMailSender(dataDir.resolve("mail"), clock)
                : new SmtpMailSender(settings);
    }
}
