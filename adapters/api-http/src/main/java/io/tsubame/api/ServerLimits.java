package io.tsubame.api;

import java.time.Duration;

/// Every bound at the HTTP door. Where 0 is said to mean unlimited, it does; elsewhere a bound is
/// positive.
///
/// @param connections open at once, beyond which new ones are closed
/// @param requestsInFlight handled at once, beyond which 503 tells to come back
/// @param bufferedKilobytes of request bodies in memory at once, beyond which 503 tells to come
///   back
/// @param answeredKilobytes of answers in memory at once, which are made or not yet sent; beyond
///   which a call waits a little, and then 503 tells to come back
/// @param bodyTimeout for receiving the body of a request
/// @param requestTimeout for receiving a request, answering it and sending the answer
/// @param callsPerWindow of `/v2` by one account over `callWindow`; 0 for unlimited
/// @param clientCallsPerWindow of `/v1` by one account over `callWindow`; 0 for unlimited
/// @param postsPerWindow messages and tasks in one room over `postWindow`; 0 for unlimited
/// @param cachedTokens API tokens whose accounts are remembered
/// @param countedAccounts accounts and rooms whose calls are counted at once
/// @param pageEntries of a list of `/v1` at most; 200 or more, for which the web client asks
/// @param signInTries of a password or code that an account has at once; an address has five times
///   as many
/// @param signInPause after which an account has another try; an address has one in a sixth of that
public record ServerLimits(
    int connections,
    int requestsInFlight,
    int bufferedKilobytes,
    int answeredKilobytes,
    Duration bodyTimeout,
    Duration requestTimeout,
    int callsPerWindow,
    int clientCallsPerWindow,
    Duration callWindow,
    int postsPerWindow,
    Duration postWindow,
    int cachedTokens,
    int countedAccounts,
    int pageEntries,
    int signInTries,
    Duration signInPause) {

  /// The rates of `/v2` are those of the Chatwork API.
  public static final ServerLimits DEFAULT =
      new ServerLimits(
          50_000,
          1_024,
          256 * 1_024,
          256 * 1_024,
          Duration.ofSeconds(15),
          Duration.ofSeconds(30),
          300,
          6_000,
          Duration.ofMinutes(5),
          10,
          Duration.ofSeconds(10),
          100_000,
          200_000,
          200,
          10,
          Duration.ofMinutes(1));

  /// The same without limits on rates, for trusted networks and for measuring.
  public ServerLimits withoutRates() {
    return withRates(0, 0, 0);
  }

  public ServerLimits withRates(int calls, int clientCalls, int posts) {
    return new ServerLimits(
        connections,
        requestsInFlight,
        bufferedKilobytes,
        answeredKilobytes,
        bodyTimeout,
        requestTimeout,
        calls,
        clientCalls,
        callWindow,
        posts,
        postWindow,
        cachedTokens,
        countedAccounts,
        pageEntries,
        signInTries,
        signInPause);
  }

  public ServerLimits withRequestsInFlight(int requests) {
    return new ServerLimits(
        connections,
        requests,
        bufferedKilobytes,
        answeredKilobytes,
        bodyTimeout,
        requestTimeout,
        callsPerWindow,
        clientCallsPerWindow,
        callWindow,
        postsPerWindow,
        postWindow,
        cachedTokens,
        countedAccounts,
        pageEntries,
        signInTries,
        signInPause);
  }

  public ServerLimits withRequestTimeout(Duration timeout) {
    return new ServerLimits(
        connections,
        requestsInFlight,
        bufferedKilobytes,
        answeredKilobytes,
        bodyTimeout,
        timeout,
        callsPerWindow,
        clientCallsPerWindow,
        callWindow,
        postsPerWindow,
        postWindow,
        cachedTokens,
        countedAccounts,
        pageEntries,
        signInTries,
        signInPause);
  }

  public ServerLimits withBufferedKilobytes(int kilobytes) {
    return new ServerLimits(
        connections,
        requestsInFlight,
        kilobytes,
        answeredKilobytes,
        bodyTimeout,
        requestTimeout,
        callsPerWindow,
        clientCallsPerWindow,
        callWindow,
        postsPerWindow,
        postWindow,
        cachedTokens,
        countedAccounts,
        pageEntries,
        signInTries,
        signInPause);
  }

  public ServerLimits withAnsweredKilobytes(int kilobytes) {
    return new ServerLimits(
        connections,
        requestsInFlight,
        bufferedKilobytes,
        kilobytes,
        bodyTimeout,
        requestTimeout,
        callsPerWindow,
        clientCallsPerWindow,
        callWindow,
        postsPerWindow,
        postWindow,
        cachedTokens,
        countedAccounts,
        pageEntries,
        signInTries,
        signInPause);
  }

  public ServerLimits withBodyTimeout(Duration timeout) {
    return new ServerLimits(
        connections,
        requestsInFlight,
        bufferedKilobytes,
        answeredKilobytes,
        timeout,
        requestTimeout,
        callsPerWindow,
        clientCallsPerWindow,
        callWindow,
        postsPerWindow,
        postWindow,
        cachedTokens,
        countedAccounts,
        pageEntries,
        signInTries,
        signInPause);
  }
}
