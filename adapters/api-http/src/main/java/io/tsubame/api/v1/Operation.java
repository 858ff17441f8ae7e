package io.tsubame.api.v1;

import static io.tsubame.api.v1.Schema.Presence.OPTIONAL;

import com.linecorp.armeria.common.HttpMethod;
import io.tsubame.api.Response;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One operation of the API: the route, what goes in and out, and what answers.
///
/// @param template the path below `/v1`
/// @param query the parameters of the query, all of which may be absent
/// @param body null where the operation reads none
/// @param answer null where the answer is 204 without content
record Operation(
    HttpMethod method,
    String template,
    String summary,
    Access access,
    List<Schema.Field> query,
    @Nullable Schema body,
    @Nullable Schema answer,
    Call call) {

  Operation {
    query = List.copyOf(query);
  }

  /// The answer of what leads elsewhere.
  static final Schema REDIRECT = Schema.object("Elsewhere");

  /// The answer of what is no text.
  static final Schema PORTRAIT = Schema.object("Portrait");

  /// What answers a call that has been authenticated and whose body fits.
  @FunctionalInterface
  interface Call {
    Response answer(Exchange exchange);
  }

  enum Access {
    /// Who is not signed in, too.
    ANYBODY,
    SIGNED_IN,
    /// Signed in; and the answer holds a secret, so it is not kept for repetitions.
    SECRET
  }

  static Operation get(String template, String summary, Schema answer, Call call) {
    return of(HttpMethod.GET, template, summary, call).answering(answer);
  }

  static Operation post(String template, String summary, Call call) {
    return of(HttpMethod.POST, template, summary, call);
  }

  static Operation put(String template, String summary, Call call) {
    return of(HttpMethod.PUT, template, summary, call);
  }

  static Operation patch(String template, String summary, Call call) {
    return of(HttpMethod.PATCH, template, summary, call);
  }

  static Operation delete(String template, String summary, Call call) {
    return of(HttpMethod.DELETE, template, summary, call);
  }

  Operation open() {
    return with(Access.ANYBODY);
  }

  Operation secret() {
    return with(Access.SECRET);
  }

  Operation asking(String name, Schema schema) {
    List<Schema.Field> more = new ArrayList<>(query);
    more.add(new Schema.Field(name, schema, OPTIONAL));
    return new Operation(method, template, summary, access, more, body, answer, call);
  }

  Operation reading(Schema.Field... fields) {
    return reading(Schema.object(fields));
  }

  Operation reading(Schema schema) {
    return new Operation(method, template, summary, access, query, schema, answer, call);
  }

  Operation answering(Schema schema) {
    return new Operation(method, template, summary, access, query, body, schema, call);
  }

  private Operation with(Access other) {
    return new Operation(method, template, summary, other, query, body, answer, call);
  }

  private static Operation of(HttpMethod method, String template, String summary, Call call) {
    return new Operation(method, template, summary, Access.SIGNED_IN, List.of(), null, null, call);
  }
}
