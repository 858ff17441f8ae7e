package io.tsubame.api.v1;

import static io.tsubame.api.v1.Schema.object;
import static io.tsubame.api.v1.Schema.orNull;
import static io.tsubame.api.v1.Schema.required;

import io.tsubame.api.ErrorTable;
import io.tsubame.api.Request;
import io.tsubame.api.Response;
import io.tsubame.application.Application;
import io.tsubame.application.query.PersonView;
import io.tsubame.application.session.Sessions.Opened;
import io.tsubame.application.session.Sessions.Session;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.account.AccountRejection.AccountNotFound;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// `/v1/session`: signing in and out.
final class SessionResource {
  /// No longer address or password can be right.
  static final Schema EMAIL = Schema.text(1, 254);

  static final Schema PASSWORD = Schema.text(1, 200);

  static final Schema.Fields SESSION =
      object(
          "Session",
          required("account", PersonShape.OWN),
          required("csrf_token", orNull(Schema.TEXT)));

  private final Application app;
  private final Authentication authentication;
  private final Throttles throttles;

  SessionResource(Application app, Authentication authentication, Throttles throttles) {
    this.app = app;
    this.authentication = authentication;
    this.throttles = throttles;
  }

  List<Operation> operations() {
    return List.of(
        Operation.post("/session", "Sign in by e-mail address and password", this::signIn)
            .reading(required("email", EMAIL), required("password", PASSWORD))
            .answering(SESSION)
            .open(),
        Operation.get("/session", "Who is signed in", SESSION, this::current),
        Operation.delete("/session", "Sign out", this::signOut),
        Operation.delete("/sessions", "Sign out everywhere", this::signOutEverywhere));
  }

  /// Signs the account in and tells who it is.
  static Response open(Application app, Request request, AccountId account) {
    Opened opened = app.sessions().open(account);
    app.freshness().awaitOwnWrites(account);
    Response response = answer(app, account, opened.session().csrfToken());
    return SessionCookie.set(response, request, opened);
  }

  private Response signIn(Exchange exchange) {
    String email = exchange.body().text("email");
    throttles.take(exchange.request(), email);
    AccountId account =
        exchange.found(app.signIn().withPassword(email, exchange.body().text("password")));
    throttles.succeeded(exchange.request(), email);
    Authentication.sessionToken(exchange.request().headers()).ifPresent(app.sessions()::close);
    return open(app, exchange.request(), account);
  }

  private Response current(Exchange exchange) {
    Optional<Session> session =
        authentication
            .caller(exchange.request().headers())
            .flatMap(caller -> Optional.ofNullable(caller.session()));
    return answer(app, exchange.caller(), session.map(Session::csrfToken).orElse(null));
  }

  private Response signOut(Exchange exchange) {
    String token = exchange.session();
    if (token != null) {
      app.sessions().close(token);
    }
    return SessionCookie.clear(Response.NO_CONTENT, exchange.request());
  }

  private Response signOutEverywhere(Exchange exchange) {
    app.sessions().closeAll(exchange.caller());
    return SessionCookie.clear(Response.NO_CONTENT, exchange.request());
  }

  static Response answer(Application app, AccountId account, @Nullable String csrfToken) {
    PersonView person =
        app.queries()
            .people()
            .person(account)
            .orElseThrow(() -> ErrorTable.of(new AccountNotFound()).refusal());
    return Response.json(out -> {
      out.writeStartObject();
      out.writeFieldName("account");
      PersonShape.writeOwn(out, person);
      out.writeStringField("csrf_token", csrfToken);
      out.writeEndObject();
    });
  }
}
