package io.sath.platform.orchestration.scheduler.nomad;

import com.hashicorp.nomad.apimodel.Job;
import com.hashicorp.nomad.javasdk.ErrorResponseException;
import com.hashicorp.nomad.javasdk.NomadApiClient;
import com.hashicorp.nomad.javasdk.NomadApiConfiguration;
import com.hashicorp.nomad.javasdk.NomadException;
import com.hashicorp.nomad.javasdk.NomadJson;
import java.io.IOException;
import java.math.BigInteger;
import java.util.function.Supplier;
import org.apache.http.HttpHost;
import org.apache.http.conn.ConnectTimeoutException;
import org.apache.http.conn.HttpHostConnectException;

/**
 * The calls about jobs and allocations, by Nomad's own library: on a client of ours, since its own
 * has no deadline, two connections, and sends writes again. Ids are checked by their types before
 * they get into a path.
 */
final class NomadSdk implements AutoCloseable {
    private final NomadApiClient client;
    private final Breaker breaker;

    NomadSdk(NomadAccess access, Breaker breaker) {
        this.breaker = breaker;
        NomadApiConfiguration.Builder configuration =
                new NomadApiConfiguration.Builder()
                        .setAddress(HttpHost.create(access.addr().toString()))
                        .setNamespace(access.namespace());
        if (access.region() != null) {
            configuration.setRegion(access.region());
        }
        this.client = new NomadApiClient(configuration.build(), new DeadlineHttpClient(access));
    }

    @FunctionalInterface
    private interface Call<T> {
        T make() throws IOException, NomadException;
    }

    /** The job as the cluster holds it, as JSON. */
    String job(JobId id) {
        return breaker.read(
                typed("job", () -> client.getJobsApi().info(id.value()).getRawEntity()));
    }

    /** Its allocations, as JSON. */
    String allocations(JobId id) {
        return breaker.read(
                typed(
                        "allocations",
                        () -> client.getJobsApi().allocations(id.value()).getRawEntity()));
    }

    /** Every version of the job that the cluster keeps, as JSON. */
    String versions(JobId id) {
        return breaker.read(
                typed("versions", () -> client.getJobsApi().versions(id.value()).getRawEntity()));
    }

    /**
     * Registers the job, if the cluster's is still the one of {@code index} (0: there is none).
     *
     * @param job as JSON; fields that the library does not know go through
     */
    void register(String job, long index) {
        var _ =
                breaker.call(
                        typed(
                                "register",
                                () ->
                                        client.getJobsApi()
                                                .register(
                                                        NomadJson.deserialize(job, Job.class),
                                                        BigInteger.valueOf(index))));
    }

    /** Ends the job; an unknown one is a success. Answers the cluster's answer, as JSON. */
    String deregister(JobId id, boolean purge) {
        return breaker.call(
                typed(
                        "deregister",
                        () -> client.getJobsApi().deregister(id.value(), purge).getRawEntity()));
    }

    private static <T> Supplier<T> typed(String what, Call<T> call) {
        return () -> {
            try {
                return call.make();
            } catch (ErrorResponseException e) {
                // Its own message repeats the request; only what the server said goes on.
                throw NomadFailure.of(what, e.getServerErrorCode(), said(e), 0);
            } catch (NomadException e) {
                throw new NomadFailure.Unavailable(what + ": an answer that is none", true, e);
            } catch (HttpHostConnectException | ConnectTimeoutException e) {
                throw new NomadFailure.Unavailable(what + ": no connection", false, e);
            } catch (IOException e) {
                throw new NomadFailure.Unavailable(
                        what + ": " + e.getClass().getSimpleName(), true, e);
            }
        };
    }

    private static String said(ErrorResponseException e) {
        String message = e.getServerErrorMessage();
        return message == null ? "" : message;
    }

    @Override
    public void close() {
        try {
            client.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
