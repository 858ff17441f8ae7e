package io.tsubame.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashMap;
import java.util.Map;

/// Somebody at a browser. Keeps the cookie and the CSRF token, and holds every answer against the
/// description.
final class Client {
  private final V1World world;
  private final String base;
  private final Map<String, String> headers = new HashMap<>();
  private int account;

  Client(V1World world, String base) {
    this.world = world;
    this.base = base;
  }

  /// @param body null where the answer has none
  record Answer(int status, JsonNode body, HttpResponse<String> raw) {
    Answer is(int expected) {
      assertThat(status).as("%s %s", raw.request().method(), raw).isEqualTo(expected);
      return this;
    }

    Answer is(int expected, String code) {
      is(expected);
      assertThat(body.path("code").textValue()).as("%s", body).isEqualTo(code);
      return this;
    }

    int number(String field) {
      return body.get(field).intValue();
    }

    String text(String field) {
      return body.get(field).textValue();
    }
  }

  /// The id of who signed in.
  int account() {
    return account;
  }

  Answer signIn(String email, String password) {
    Answer answer =
        post("/v1/session", "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(email, password));
    if (answer.status() == 200) {
      keep(answer);
    }
    return answer;
  }

  /// Keeps the session that the answer opened.
  void keep(Answer answer) {
    String cookie = answer.raw().headers().firstValue("set-cookie").orElseThrow();
    headers.put("cookie", cookie.substring(0, cookie.indexOf(';')));
    headers.put("x-tsubame-csrf", answer.text("csrf_token"));
    account = answer.body().get("account").get("account_id").intValue();
  }

  Client with(String name, String value) {
    Client other = new Client(world, base);
    other.headers.putAll(headers);
    other.headers.put(name, value);
    other.account = account;
    return other;
  }

  Client without(String name) {
    Client other = with(name, "");
    other.headers.remove(name);
    return other;
  }

  Answer get(String path) {
    return send("GET", path, null);
  }

  Answer post(String path, String body) {
    return send("POST", path, body);
  }

  Answer post(String path) {
    return send("POST", path, null);
  }

  Answer put(String path, String body) {
    return send("PUT", path, body);
  }

  Answer put(String path) {
    return send("PUT", path, null);
  }

  Answer patch(String path, String body) {
    return send("PATCH", path, body);
  }

  Answer delete(String path) {
    return send("DELETE", path, null);
  }

  /// Sees what others have written before, as a person who asks a moment later does; what the
  /// account itself has written is seen without that.
  ///
  /// @param body JSON, null for none
  Answer send(String method, String path, String body) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path));
    headers.forEach(request::header);
    if (body == null) {
      request.method(method, BodyPublishers.noBody());
    } else {
      request.header("content-type", "application/json");
      request.method(method, BodyPublishers.ofString(body));
    }
    world.asks(account);
    HttpResponse<String> raw = exchange(request.build());
    String type = raw.headers().firstValue("content-type").orElse("");
    JsonNode json = type.contains("json") ? V1World.json(raw.body()) : null;
    Answer answer = new Answer(raw.statusCode(), json, raw);
    if (world.description != null) {
      world.description.check(method, path, body, answer);
    }
    return answer;
  }

  /// Sends bytes to where a signed URL leads, with nothing but what it asks for.
  void put(JsonNode signed, String bytes) {
    URI address = URI.create(base).resolve(signed.get("url").textValue());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address).PUT(BodyPublishers.ofString(bytes));
    signed
        .get("headers")
        .properties()
        .forEach(header -> request.header(header.getKey(), header.getValue().textValue()));
    assertThat(exchange(request.build()).statusCode()).isEqualTo(200);
  }

  /// What a signed URL leads to.
  String fetch(String url) {
    HttpResponse<String> raw = exchange(HttpRequest.newBuilder(URI.create(url)).build());
    assertThat(raw.statusCode()).isEqualTo(200);
    return raw.body();
  }

  private HttpResponse<String> exchange(HttpRequest request) {
    try {
      return world.http.send(request, BodyHandlers.ofString());
    } catch (IOException e) {
      throw new AssertionError("no answer to " + request, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
