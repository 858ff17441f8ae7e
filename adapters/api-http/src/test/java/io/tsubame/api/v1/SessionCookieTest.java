package io.tsubame.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import io.tsubame.api.Request;
import io.tsubame.api.Request.Origin;
import io.tsubame.api.Request.Variables;
import io.tsubame.api.Response;
import io.tsubame.application.session.Sessions.Opened;
import io.tsubame.application.session.Sessions.Session;
import io.tsubame.domain.AccountId;
import java.net.InetAddress;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class SessionCookieTest {
  private static final Opened OPENED =
      new Opened(new Session(new AccountId(1), "token", "csrf"), Duration.ofDays(90));

  private static Request at(String baseUrl) {
    RequestHeaders headers = RequestHeaders.of(HttpMethod.POST, "/v1/session");
    Origin origin = new Origin(InetAddress.getLoopbackAddress(), baseUrl, null);
    return new Request(
        HttpMethod.POST, "/v1/session", null, headers, new byte[0], Variables.NONE, origin);
  }

  private static String cookie(Response response) {
    return response.headers().get("set-cookie", "");
  }

  @Test
  @DisplayName("[V1] behind TLS the cookie never goes out in clear text")
  void secure() {
    Response response =
        SessionCookie.set(Response.NO_CONTENT, at("https://chat.example.com"), OPENED);
    assertThat(cookie(response)).contains("; Secure");
    Response plain = SessionCookie.set(Response.NO_CONTENT, at("http://localhost:8080"), OPENED);
    assertThat(cookie(plain)).doesNotContain("Secure");
  }

  @Test
  @DisplayName("[V1] signing out takes the cookie away")
  void cleared() {
    Response response = SessionCookie.clear(Response.NO_CONTENT, at("http://localhost:8080"));
    assertThat(cookie(response)).startsWith("tsubame_session=;").contains("Max-Age=0");
  }
}
