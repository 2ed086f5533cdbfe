package io.sath.platform;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The platform's program. */
@SpringBootApplication
public class SathPlatform {
    public static void main(String[] args) {
        SpringApplication.run(SathPlatform.class, args);
    }
}
