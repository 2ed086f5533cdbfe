package io.sath.bot.run;

import io.sath.bot.disk.Disk;
import io.sath.bot.market.MarketSets;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/**
 * What a run is given by whoever starts it.
 *
 * @param settings the file that SATH_SETTINGS names
 * @param data the directory that SATH_DATA names
 * @param secrets the file that SATH_SECRETS names; null: the first line of stdin
 */
public record Environment(
        @Nullable Path settings,
        @Nullable Path data,
        @Nullable String secrets,
        InputStream stdin,
        MarketSets sets,
        Disk disk,
        Clock wall,
        String version) {}
