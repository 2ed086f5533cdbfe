package io.sath.bot.run;

import io.sath.bot.ledger.Entry;
import io.sath.bot.ledger.Ledger;
import io.sath.bot.ledger.LedgerDamaged;
import io.sath.bot.ledger.LedgerReader;
import io.sath.bot.wire.LineWriter;
import io.sath.bot.wire.StopReason;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * The command {@code ledger}: prints a data directory's records as wire lines; reads only, also
 * beside a running bot.
 */
public final class LedgerPrinter {

    private static final int USAGE = 2;

    private LedgerPrinter() {}

    /** Prints all records; the answer is the exit code. */
    public static int print(@Nullable String data, PrintStream out, PrintStream err) {
        if (data == null) {
            err.println("ledger needs --data DIR, the bot's data directory");
            return USAGE;
        }
        Path directory = Path.of(data);
        if (!Ledger.exists(directory)) {
            err.println("There is no ledger in " + directory + ".");
            return StopReason.DATA.exitCode();
        }
        Clock wall = Clock.systemUTC();
        LineWriter lines = new LineWriter(Uuid7.at(wall.instant()), wall);
        try (LedgerReader reader = new LedgerReader(directory);
                OutputStream buffered = new BufferedOutputStream(out)) {
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                buffered.write(
                        lines.line(
                                entry.type(),
                                entry.ts(),
                                entry.wireFields(reader.header().ledger())));
            }
            return 0;
        } catch (LedgerDamaged e) {
            err.println(e.getMessage());
            return StopReason.LEDGER.exitCode();
        } catch (IOException e) {
            err.println("The ledger in " + directory + " cannot be read: " + e.getMessage());
            return StopReason.DATA.exitCode();
        }
    }
}
