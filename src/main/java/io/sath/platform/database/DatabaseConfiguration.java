package io.sath.platform.database;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.sath.platform.database.DatabaseAccess.Login;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.liquibase.autoconfigure.LiquibaseConnectionDetails;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Which server there is, and the ways to it: the main pool and the small one as {@code sath_app},
 * the migrations as {@code sath_owner}.
 */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(DatabaseSettings.class)
class DatabaseConfiguration {
    private static final Object MAIN = "tenant scope of the main pool";
    private static final Object SMALL = "tenant scope of the small pool";
    private static final int SMALL_SIZE = 4;

    @Bean
    DataDirectory dataDirectory(@Value("${sath.data-dir}") Path path) {
        return new DataDirectory(path);
    }

    @Bean
    PostgresServer postgresServer(
            DataDirectory directory, DatabaseSettings settings, Environment environment) {
        String url = environment.getProperty("spring.datasource.url", "");
        PostgresServer server =
                url.isBlank()
                        ? EmbeddedPostgres.in(directory, settings)
                        : ExternalPostgres.named(url, environment);
        try {
            RightsCheck.of(server.access());
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
        return server;
    }

    @Bean
    LiquibaseConnectionDetails migrationLogin(PostgresServer server) {
        return new LiquibaseConnectionDetails() {
            @Override
            public String getUsername() {
                return server.access().owner().user();
            }

            @Override
            public String getPassword() {
                return server.access().owner().password();
            }

            @Override
            public String getJdbcUrl() {
                return server.access().url();
            }
        };
    }

    @Bean
    DataSource dataSource(PostgresServer server, Environment environment) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("main");
        Binder.get(environment).bind("spring.datasource.hikari", Bindable.ofInstance(config));
        return guarded(config, server, MAIN);
    }

    @Bean
    TenantScope tenantScope(TransactionTemplate transactions, JdbcClient jdbc) {
        return new TenantScope(transactions, jdbc, MAIN);
    }

    @Bean(defaultCandidate = false)
    @SmallPool
    DataSource smallDataSource(PostgresServer server) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("small");
        config.setMaximumPoolSize(SMALL_SIZE);
        config.setConnectionTimeout(TimeUnit.SECONDS.toMillis(3));
        return guarded(config, server, SMALL);
    }

    @Bean(defaultCandidate = false)
    @SmallPool
    @DependsOnDatabaseInitialization
    JdbcClient smallJdbcClient(@SmallPool DataSource pool) {
        return JdbcClient.create(pool);
    }

    /** Its transactions are their own, also where one of the main pool is under way. */
    @Bean(defaultCandidate = false)
    @SmallPool
    TransactionTemplate smallTransactions(@SmallPool DataSource pool) {
        return new TransactionTemplate(new JdbcTransactionManager(pool));
    }

    @Bean(defaultCandidate = false)
    @SmallPool
    TenantScope smallTenantScope(
            @SmallPool TransactionTemplate transactions, @SmallPool JdbcClient jdbc) {
        return new TenantScope(transactions, jdbc, SMALL);
    }

    private static ScopeGuard guarded(HikariConfig config, PostgresServer server, Object key) {
        Login login = server.access().app();
        config.setJdbcUrl(server.access().url());
        config.setUsername(login.user());
        config.setPassword(login.password());
        config.addDataSourceProperty("tcpKeepAlive", "true");
        // A little above the role's statement_timeout: a server that is gone is noticed.
        config.addDataSourceProperty("socketTimeout", "90");
        return new ScopeGuard(
                new HikariDataSource(config),
                () -> TransactionSynchronizationManager.hasResource(key));
    }
}
