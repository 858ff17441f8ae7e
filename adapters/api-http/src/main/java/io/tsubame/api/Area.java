package io.tsubame.api;

import com.linecorp.armeria.common.HttpHeaders;
import java.util.List;
import java.util.stream.Stream;

/// A family of endpoints below one prefix that share how errors look and what happens around each
/// call, such as authentication.
///
/// @param prefix `/v2`, or empty for the root; the longest prefix that fits a path wins
/// @param around wraps each call, also one to a path or method that does not exist
/// @param headers on every answer where the answer does not say otherwise
public record Area(
    String prefix,
    List<Endpoint> endpoints,
    ErrorFormat errors,
    Around around,
    HttpHeaders headers) {

  public Area {
    if (!prefix.isEmpty() && (!prefix.startsWith("/") || prefix.endsWith("/"))) {
      throw new IllegalArgumentException("not a prefix: " + prefix);
    }
    endpoints = List.copyOf(endpoints);
  }

  /// For answers that are nobody else's business: not stored, not framed, not guessed at.
  public static final HttpHeaders API_HEADERS =
      HttpHeaders.builder()
          .add("cache-control", "no-store")
          .add("content-security-policy", "default-src 'none'; frame-ancestors 'none'")
          .build();

  /// What anybody may read and reading does not change: each endpoint, all of them for GET, answers
  /// HEAD, too.
  public static Area open(
      String prefix, List<Endpoint> endpoints, ErrorFormat errors, HttpHeaders headers) {
    List<Endpoint> both =
        endpoints.stream().flatMap(each -> Stream.of(each, each.asHead())).toList();
    return new Area(prefix, both, errors, Around.NOTHING, headers);
  }

  /// What happens around each call of an area.
  @FunctionalInterface
  public interface Around {
    Around NOTHING = (request, call) -> call.handle(request);

    /// @param call throws nothing: what goes wrong in it is a response already
    Response handle(Request request, Handler call);
  }
}
