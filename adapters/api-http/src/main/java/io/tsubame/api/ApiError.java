package io.tsubame.api;

import com.linecorp.armeria.common.HttpHeaders;
import org.jspecify.annotations.Nullable;

/// An error as a client gets it, in whatever form.
///
/// @param code stable, in kebab-case, for programs
/// @param text one sentence for people
/// @param field the parameter that is to blame, null where none is
/// @param headers on the answer beside the usual ones
public record ApiError(
    int status, String code, String text, @Nullable String field, HttpHeaders headers) {
  public ApiError(int status, String code, String text) {
    this(status, code, text, null, HttpHeaders.of());
  }

  public ApiError withHeader(String name, String value) {
    HttpHeaders more = headers.toBuilder().set(name, value).build();
    return new ApiError(status, code, text, field, more);
  }

  public Refusal refusal() {
    return new Refusal(this);
  }

  public static ApiError badRequest(String text) {
    return new ApiError(400, "bad-request", text);
  }

  public static ApiError required(String parameter) {
    return ofField(parameter, "parameter-required", "is required");
  }

  /// @param why completes "Parameter 'x' …"
  public static ApiError invalid(String parameter, String why) {
    return ofField(parameter, "parameter-invalid", why);
  }

  private static ApiError ofField(String parameter, String code, String why) {
    String text = "Parameter '" + parameter + "' " + why;
    return new ApiError(400, code, text, parameter, HttpHeaders.of());
  }
}
