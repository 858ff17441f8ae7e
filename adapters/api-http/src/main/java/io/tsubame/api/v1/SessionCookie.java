package io.tsubame.api.v1;

import com.linecorp.armeria.common.Cookie;
import io.tsubame.api.Request;
import io.tsubame.api.Response;
import io.tsubame.application.session.Sessions.Opened;
import java.time.Duration;

/// Rule V1: the cookie that a browser keeps a session by. Scripts cannot read it, other sites do
/// not send it along, and behind TLS it never goes out in clear text.
final class SessionCookie {
  private SessionCookie() {}

  static Response set(Response response, Request request, Opened opened) {
    return with(response, request, opened.session().token(), opened.lifetime());
  }

  static Response clear(Response response, Request request) {
    return with(response, request, "", Duration.ZERO);
  }

  private static Response with(
      Response response, Request request, String token, Duration lifetime) {
    Cookie cookie =
        Cookie.secureBuilder(Authentication.COOKIE, token)
            .secure(request.baseUrl().startsWith("https://"))
            .httpOnly(true)
            .sameSite("Lax")
            .path("/")
            .maxAge(lifetime.toSeconds())
            .build();
    return response.addHeader("set-cookie", cookie.toSetCookieHeader());
  }
}
