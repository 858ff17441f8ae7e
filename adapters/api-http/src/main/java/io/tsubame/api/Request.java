package io.tsubame.api;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import io.tsubame.domain.AccountId;
import java.io.InputStream;
import java.net.InetAddress;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A request, whole in memory but for what is read as [#stream].
///
/// @param path as sent, without the query, normalized
/// @param rawQuery null where there is none
/// @param body not to be changed
/// @param variables what stands for the template's variables, decoded
public record Request(
    HttpMethod method,
    String path,
    @Nullable String rawQuery,
    RequestHeaders headers,
    byte[] body,
    Variables variables,
    Origin origin) {

  /// @param baseUrl where clients reach this server, without a slash at the end
  /// @param account who asks; null before authentication
  /// @param stream the body as it comes; null where it is whole in memory
  public record Origin(
      InetAddress client,
      String baseUrl,
      @Nullable AccountId account,
      @Nullable InputStream stream) {
    public Origin(InetAddress client, String baseUrl, @Nullable AccountId account) {
      this(client, baseUrl, account, null);
    }
  }

  /// The values of a template's variables, by name.
  public record Variables(String[] names, String[] values) {
    public static final Variables NONE = new Variables(new String[0], new String[0]);

    String value(String name) {
      for (int i = 0; i < names.length; i++) {
        if (names[i].equals(name)) {
          return values[i];
        }
      }
      throw new IllegalArgumentException("no such variable in the template: " + name);
    }
  }

  Request with(Variables found) {
    return new Request(method, path, rawQuery, headers, body, found, origin);
  }

  public Request by(AccountId account) {
    Origin known = new Origin(origin.client(), origin.baseUrl(), account, origin.stream());
    return new Request(method, path, rawQuery, headers, body, variables, known);
  }

  /// Who asks. Only where the area authenticates.
  public AccountId caller() {
    return Objects.requireNonNull(origin.account(), "not authenticated");
  }

  /// The body as it comes, of an operation that reads it so.
  public InputStream stream() {
    return Objects.requireNonNull(origin.stream(), "the body is whole in memory");
  }

  public String baseUrl() {
    return origin.baseUrl();
  }

  public @Nullable String header(String name) {
    return headers.get(name);
  }

  /// The decoded segment that stands for a variable.
  public String variable(String name) {
    return variables.value(name);
  }

  public Parameters query() {
    return rawQuery == null ? Parameters.NONE : Parameters.ofQuery(rawQuery);
  }

  /// The fields of a form. Without a body, none, whatever its type is said to be.
  ///
  /// @throws Refusal where the body is no form
  public Parameters form() {
    return body.length == 0 ? Parameters.NONE : Forms.parse(headers.contentType(), body);
  }
}
