package io.tsubame.server;

/// How many platform threads carry the virtual ones.
///
/// A carrier takes what comes from outside of the scheduler, such as a request from an event loop
/// or the wake-up by a thread of a store, from the queue in which it found the last until that one
/// is empty (`ForkJoinPool.runWorker` of JDK 25). With one carrier per processor, as is the JDK's
/// default, as many busy event loops keep them all, and who waits in another queue gets no turn
/// while the load lasts. So there are twice as many carriers as event loops; the system shares the
/// processors among them fairly.
public final class Carriers {
  private static final String PARALLELISM = "jdk.virtualThreadScheduler.parallelism";

  private Carriers() {}

  /// To be called before the first virtual thread is made. A number that was given to the JVM
  /// stays.
  public static void prepare() {
    if (System.getProperty(PARALLELISM) == null) {
      int carriers = 2 * Runtime.getRuntime().availableProcessors();
      System.setProperty(PARALLELISM, Integer.toString(carriers));
    }
  }
}
