package io.sath.platform.database;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the database is kept.
 *
 * @param durable whether the embedded server waits for the disk at each commit; false only in tests
 * @param programsDir where the embedded server's programs are unpacked; null for {@code programs}
 *     in the data directory
 */
@ConfigurationProperties("sath.database")
record DatabaseSettings(@DefaultValue("true") boolean durable, @Nullable Path programsDir) {}
