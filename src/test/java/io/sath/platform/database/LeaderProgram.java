package io.sath.platform.database;

import io.sath.platform.database.DatabaseAccess.Login;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.concurrent.locks.LockSupport;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * A replica in a process of its own, which can be made to stand still: leads a duty and writes
 * under its mandate as fast as it can. It says {@code wrote <epoch>} once, and {@code lost} when it
 * is refused; its standard input says how the database is reached.
 */
final class LeaderProgram {
    private LeaderProgram() {}

    public static void main(String[] arguments) throws IOException {
        BufferedReader in =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String duty = in.readLine();
        DatabaseAccess access =
                new DatabaseAccess(
                        in.readLine(), new Login(in.readLine(), in.readLine()), new Login("", ""));
        DriverManagerDataSource plain =
                new DriverManagerDataSource(
                        access.url(), access.app().user(), access.app().password());
        SingleConnectionDataSource one =
                new SingleConnectionDataSource(
                        access.url(), access.app().user(), access.app().password(), true);
        JdbcClient jdbc = JdbcClient.create(one);
        Leadership leadership = new Leadership(new Given(access), JdbcClient.create(plain));
        OptionalLong epoch = leadership.tryLead(duty);
        Mandate mandate = new Mandate(duty, epoch.orElseThrow(), jdbc);
        TransactionTemplate transactions = new TransactionTemplate(new JdbcTransactionManager(one));
        boolean said = false;
        while (true) {
            try {
                transactions.executeWithoutResult(status -> {
                    mandate.require();
                    jdbc.sql(
                                    """
                                    INSERT INTO fleet_states (fleet, epoch, told_at, state)
                                    VALUES (?, ?, now(), '{}')
                                    ON CONFLICT (fleet) DO UPDATE SET
                                        epoch = excluded.epoch, told_at = excluded.told_at
                                    """)
                            .params(duty, mandate.epoch())
                            .update();
                });
                if (!said) {
                    System.out.println("wrote " + mandate.epoch());
                    said = true;
                }
                leadership.beat();
                LockSupport.parkNanos(1_000_000);
            } catch (Mandate.Lost e) {
                System.out.println("lost");
                return;
            } catch (RuntimeException e) {
                // The server ended the connection that stood still inside a transaction.
                System.out.println("fault " + e.getClass().getSimpleName());
                one.resetConnection();
            }
        }
    }

    private record Given(DatabaseAccess access) implements PostgresServer {
        @Override
        public void close() {}
    }
}
