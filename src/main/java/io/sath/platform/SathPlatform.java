package io.sath.platform;

import java.time.Clock;
import java.util.Locale;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** The platform's program. */
@SpringBootApplication
public class SathPlatform {
    @Bean
    Clock clock() {
        return Clock.systemUTC();
    }

    public static void main(String[] args) {
        try {
            SpringApplication.run(SathPlatform.class, args);
        } catch (RuntimeException failure) {
            System.err.println("sath: " + StartFailure.sentence(failure, Locale.getDefault()));
            System.exit(1);
        }
    }
}
