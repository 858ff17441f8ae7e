package io.tsubame.api.v1;

import com.linecorp.armeria.common.Cookie;
import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import io.tsubame.api.ApiError;
import io.tsubame.api.ApiTokens;
import io.tsubame.application.Application;
import io.tsubame.application.query.CredentialQueries.Credentials;
import io.tsubame.application.session.Sessions.Session;
import io.tsubame.domain.AccountId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Who asks: rules V1 and V2 of `docs/spec/api-v1.md`. A token in a header goes before a cookie.
public final class Authentication {
  public static final String COOKIE = "tsubame_session";
  static final String CSRF_HEADER = "x-tsubame-csrf";
  private static final String TOKEN_HEADER = "x-chatworktoken";
  private static final String BEARER = "bearer ";

  private final Application app;
  private final ApiTokens tokens;

  public Authentication(Application app, ApiTokens tokens) {
    this.app = app;
    this.tokens = tokens;
  }

  /// @param session null where the account came by an API token
  public record Caller(AccountId account, @Nullable Session session) {}

  /// Empty where nobody is signed in.
  public Optional<Caller> caller(RequestHeaders headers) {
    Optional<String> token = token(headers);
    if (token.isPresent()) {
      return tokens.account(token.get()).map(account -> new Caller(account, null));
    }
    return sessionToken(headers)
        .flatMap(app.sessions()::use)
        .filter(session -> isActive(session.account()))
        .map(session -> new Caller(session.account(), session));
  }

  /// Whether what let the caller in still does, without using it.
  public boolean isStillIn(Caller caller, RequestHeaders headers) {
    Session session = caller.session();
    return session == null ? caller(headers).isPresent() : app.sessions().isOpen(session.token());
  }

  /// @throws io.tsubame.api.Refusal 401 where nobody is signed in
  public Caller known(RequestHeaders headers) {
    return caller(headers)
        .orElseThrow(
            () -> new ApiError(401, "not-signed-in", "Sign in or show an API token").refusal());
  }

  /// The caller of a request that needs one.
  ///
  /// @throws io.tsubame.api.Refusal 401 where nobody is signed in, 403 where a cookie comes alone
  Caller demand(HttpMethod method, RequestHeaders headers) {
    Caller caller = known(headers);
    Session session = caller.session();
    if (session != null && method != HttpMethod.GET && !hasCsrfToken(headers, session)) {
      throw new ApiError(403, "csrf", "The header x-tsubame-csrf is missing or wrong").refusal();
    }
    return caller;
  }

  /// The session that the cookie names, whether or not it has ended.
  static Optional<String> sessionToken(RequestHeaders headers) {
    return headers.cookies().stream()
        .filter(cookie -> cookie.name().equals(COOKIE))
        .map(Cookie::value)
        .findFirst();
  }

  private static Optional<String> token(RequestHeaders headers) {
    String token = headers.get(TOKEN_HEADER);
    if (token != null) {
      return Optional.of(token);
    }
    String authorization = headers.get("authorization");
    return authorization != null && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
        ? Optional.of(authorization.substring(BEARER.length()).strip())
        : Optional.empty();
  }

  private boolean isActive(AccountId account) {
    return app.queries().credentials().byAccount(account).map(Credentials::active).orElse(false);
  }

  private static boolean hasCsrfToken(RequestHeaders headers, Session session) {
    String shown = headers.get(CSRF_HEADER, "");
    return MessageDigest.isEqual(
        shown.getBytes(StandardCharsets.UTF_8),
        session.csrfToken().getBytes(StandardCharsets.UTF_8));
  }
}
