package io.tsubame.server;

/// How many platform threads run the event loops and carry the virtual threads.
///
/// A carrier takes what comes from outside of the scheduler, such as a request from an event loop
/// or the wake-up by a thread of a store, from the queue in which it found the last until that one
/// is empty (`ForkJoinPool.runWorker` of JDK 25). With one carrier per processor, as is the JDK's
/// default, as many busy event loops keep them all, and who waits in another queue gets no turn
/// while the load lasts. So there is one event loop per processor, and there are twice as many
/// carriers as event loops; the system shares the processors among them fairly.
public final class ThreadBudget {
  private static final String EVENT_LOOPS = "com.linecorp.armeria.numCommonWorkers";
  private static final String CARRIERS = "jdk.virtualThreadScheduler.parallelism";

  private ThreadBudget() {}

  /// To be called before the first thread of either kind is made. What was given to the JVM stays.
  public static void apply() {
    int processors = Runtime.getRuntime().availableProcessors();
    setIfAbsent(EVENT_LOOPS, processors);
    setIfAbsent(CARRIERS, 2 * processors);
  }

  private static void setIfAbsent(String property, int number) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, Integer.toString(number));
    }
  }
}
