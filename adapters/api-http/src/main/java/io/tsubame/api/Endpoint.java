package io.tsubame.api;

import com.linecorp.armeria.common.HttpMethod;

/// One operation: a method on a path.
///
/// @param template the path below the area's prefix, `/rooms/{room}/messages`; a variable stands
///   for one whole segment
/// @param maxBodyBytes a longer body is refused with 413
/// @param arrival how the body comes to the handler
public record Endpoint(
    HttpMethod method, String template, int maxBodyBytes, Arrival arrival, Handler handler) {
  public enum Arrival {
    /// Whole in memory.
    WHOLE,
    /// As [Request#stream], while it comes.
    STREAMED
  }

  public Endpoint(HttpMethod method, String template, int maxBodyBytes, Handler handler) {
    this(method, template, maxBodyBytes, Arrival.WHOLE, handler);
  }

  /// A POST whose body is read while it comes.
  public static Endpoint upload(String template, int maxBodyBytes, Handler handler) {
    return new Endpoint(HttpMethod.POST, template, maxBodyBytes, Arrival.STREAMED, handler);
  }

  /// For requests that carry next to nothing.
  public static final int SMALL_BODY = 16 * 1024;

  /// For forms: a message of 65,535 code points of four bytes, percent-encoded, and some.
  public static final int FORM_BODY = 1024 * 1024;

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
