package io.sath.platform.orchestration.scheduler.nomad;

/** What runs in the placements. Asked under the cluster's lock; it acts through its task. */
interface RecordedProgram {
    /**
     * It has these settings now.
     *
     * @param started they are the first of a run
     */
    void told(Task task, String settings, boolean started);

    /** It is asked to end; answers whether it does. */
    boolean ends(Task task, String settings);

    /** Its hands. */
    interface Task {
        String job();

        void say(String stream, String line);

        /** It ends by itself, and the cluster is to start it again. */
        void die(int exitCode);
    }

    /** The workload of the port's contract test, which obeys the words in its settings. */
    RecordedProgram CONTRACT =
            new RecordedProgram() {
                private static final int COUNTED = 2000;

                @Override
                public void told(Task task, String settings, boolean started) {
                    task.say("stdout", "settings " + settings);
                    if (settings.contains("counts")) {
                        for (int i = 1; i <= COUNTED; i++) {
                            task.say("stdout", "line " + i);
                        }
                    }
                    if (settings.contains("fails")) {
                        task.say("stderr", "it failed");
                        task.die(7);
                    } else if (settings.contains("once")) {
                        task.die(0);
                    }
                }

                @Override
                public boolean ends(Task task, String settings) {
                    if (settings.contains("stubborn")) {
                        return false;
                    }
                    task.say("stdout", "ended");
                    return true;
                }
            };
}
