package io.sath.platform.orchestration.scheduler;

/** The cluster does not answer or does not take the order: try again later. */
public final class SchedulerUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public SchedulerUnavailable(String message, Throwable cause) {
        super(message, cause);
    }
}
