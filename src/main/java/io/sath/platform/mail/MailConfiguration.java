package io.sath.platform.mail;

import io.sath.platform.database.DataDirectory;
import io.sath.platform.mail.eml.EmlMailSender;
import io.sath.platform.mail.smtp.SmtpMailSender;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Chooses the way of sending: the named mail server, or files. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MailSettings.class)
class MailConfiguration {
    @Bean
    MailSender mailSender(MailSettings settings, DataDirectory data, Clock clock) {
        return settings.smtpHost().isBlank()
                ? new EmlMailSender(data.path().resolve("mail"), clock)
                : new SmtpMailSender(settings);
    }
}
