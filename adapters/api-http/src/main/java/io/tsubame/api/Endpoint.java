package io.tsubame.api;

import com.linecorp.armeria.common.HttpMethod;

/// One operation: a method on a path.
///
/// @param template the path below the area's prefix, `/rooms/{room}/messages`; a variable stands
///   for one whole segment
/// @param maxBodyBytes a longer body is refused with 413
/// @param arrival how the body comes to the handler
/// @param answers what room is kept for an answer in the making
public record Endpoint(
    HttpMethod method,
    String template,
    int maxBodyBytes,
    Arrival arrival,
    Answers answers,
    Handler handler) {
  public enum Arrival {
    /// Whole in memory.
    WHOLE,
    /// As [Request#stream], while it comes.
    STREAMED
  }

  /// How long the answers of an endpoint are.
  public enum Answers {
    /// A line, which nothing else may hold up.
    LINE(0),
    /// One thing, or what was done.
    SHORT(16),
    /// Many things, with what it takes to collect them.
    PAGE(2_048);

    private final int kilobytes;

    Answers(int kilobytes) {
      this.kilobytes = kilobytes;
    }

    int kilobytes() {
      return kilobytes;
    }
  }

  /// For requests that carry next to nothing.
  public static final int SMALL_BODY = 16 * 1024;

  /// For forms: a message of 65,535 code points of four bytes, percent-encoded, and some.
  public static final int FORM_BODY = 1024 * 1024;

  public Endpoint(HttpMethod method, String template, int maxBodyBytes, Handler handler) {
    this(method, template, maxBodyBytes, Arrival.WHOLE, Answers.SHORT, handler);
  }

  /// A POST whose body is read while it comes.
  public static Endpoint upload(String template, int maxBodyBytes, Handler handler) {
    return new Endpoint(
        HttpMethod.POST, template, maxBodyBytes, Arrival.STREAMED, Answers.SHORT, handler);
  }

  /// A GET for a list.
  public static Endpoint page(String template, Handler handler) {
    return get(template, handler).answering(Answers.PAGE);
  }

  /// The same for who wants the head of the answer alone.
  Endpoint asHead() {
    return new Endpoint(HttpMethod.HEAD, template, maxBodyBytes, arrival, answers, handler);
  }

  public Endpoint answering(Answers other) {
    return new Endpoint(method, template, maxBodyBytes, arrival, other, handler);
  }

  public static Endpoint get(String template, Handler handler) {
    return new Endpoint(HttpMethod.GET, template, SMALL_BODY, handler);
  }

  public static Endpoint post(String template, Handler handler) {
    return new Endpoint(HttpMethod.POST, template, FORM_BODY, handler);
  }

  public static Endpoint put(String template, Handler handler) {
    return new Endpoint(HttpMethod.PUT, template, FORM_BODY, handler);
  }

  public static Endpoint patch(String template, Handler handler) {
    return new Endpoint(HttpMethod.PATCH, template, FORM_BODY, handler);
  }

  public static Endpoint delete(String template, Handler handler) {
    return new Endpoint(HttpMethod.DELETE, template, SMALL_BODY, handler);
  }
}
