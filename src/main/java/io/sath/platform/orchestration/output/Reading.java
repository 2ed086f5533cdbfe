package io.sath.platform.orchestration.output;

/** Where what bots say is read: at one replica at a time. */
public interface Reading {
    /** Whether it arrives at this replica now; else another one stores it. */
    boolean here();
}
