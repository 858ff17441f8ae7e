package io.tsubame.api.web;

import com.linecorp.armeria.common.HttpHeaders;
import io.tsubame.api.ApiError;
import io.tsubame.api.Area;
import io.tsubame.api.Endpoint;
import io.tsubame.api.ErrorFormat;
import io.tsubame.api.Request;
import io.tsubame.api.Response;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The web client at the root: one page for all its addresses, and its files. What has a hash in
/// its name is kept by browsers for ever, everything else is asked for again.
public final class WebClient {
  /// The addresses that people see; the page itself finds out what to show there.
  private static final List<String> ADDRESSES =
      List.of(
          "/",
          "/rooms/{room}",
          "/rooms/{room}/{message}",
          "/search",
          "/tasks",
          "/bookmarks",
          "/storage",
          "/contacts",
          "/settings",
          "/g/{code}",
          "/sign-up/{code}");

  private static final String HASHED = "assets/";
  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html; charset=utf-8",
          "js", "text/javascript; charset=utf-8",
          "css", "text/css; charset=utf-8",
          "svg", "image/svg+xml",
          "png", "image/png",
          "woff2", "font/woff2",
          "webmanifest", "application/manifest+json");

  private static final String NOT_BUILT =
      """
      <!doctype html><html lang="en"><meta charset="utf-8"><title>Tsubame</title>
      <h1>Tsubame is running</h1>
      <p>The web client is not built into this server: build with Node 20 or newer installed.
      The APIs below <code>/v2</code> and <code>/v1</code> answer.</p></html>
      """;

  private final WebFiles files;
  private final HttpHeaders headers;

  private WebClient(WebFiles files, HttpHeaders headers) {
    this.files = files;
    this.headers = headers;
  }

  /// @param storage where else files are sent to and shown from: scheme, host and port
  private static HttpHeaders headers(Optional<String> storage) {
    String self = "'self'" + storage.map(origin -> " " + origin).orElse("");
    return HttpHeaders.builder()
        .add("cache-control", "no-cache")
        .add(
            "content-security-policy",
            "default-src 'none'; script-src 'self'; style-src 'self'; manifest-src 'self';"
                + " worker-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none';"
                + " img-src %1$s; media-src %1$s; connect-src %1$s".formatted(self))
        .add("cross-origin-opener-policy", "same-origin")
        .build();
  }

  /// What the build packed, or a page that tells that it packed nothing.
  public static Area area(ClassLoader loader) {
    return area(loader, Optional.empty());
  }

  /// @param storage where files lie, where that is not this server: scheme, host and port
  public static Area area(ClassLoader loader, Optional<String> storage) {
    HttpHeaders headers = headers(storage);
    return WebFiles.packed(loader)
        .map(files -> new WebClient(files, headers).area())
        .orElseGet(() -> notBuilt(headers));
  }

  private Area area() {
    List<Endpoint> endpoints = new ArrayList<>();
    for (String address : ADDRESSES) {
      endpoints.add(Endpoint.get(address, request -> file(request, WebFiles.PAGE)));
    }
    for (String path : files.byPath().keySet()) {
      if (!isCompressed(path) && !path.equals(WebFiles.PAGE)) {
        endpoints.add(Endpoint.get("/" + path, request -> file(request, path)));
      }
    }
    return area(endpoints, this::lost, headers);
  }

  private static Area notBuilt(HttpHeaders headers) {
    Response page = html(200, NOT_BUILT.getBytes(StandardCharsets.UTF_8));
    return area(List.of(Endpoint.get("/", _ -> page)), ErrorFormat.PROBLEM, headers);
  }

  private static Area area(List<Endpoint> endpoints, ErrorFormat errors, HttpHeaders headers) {
    return Area.open("", endpoints, errors, headers);
  }

  /// Whoever mistyped an address gets the page, which leads on.
  private Response lost(ApiError error) {
    return error.status() == 404
        ? html(404, content(WebFiles.PAGE).orElseThrow())
        : ErrorFormat.PROBLEM.render(error);
  }

  private Response file(Request request, String path) {
    String accepted = Optional.ofNullable(request.header("accept-encoding")).orElse("");
    Response answer =
        encoded(path, "br", accepted)
            .or(() -> encoded(path, "gz", accepted))
            .orElseGet(() -> Response.bytes(200, type(path), content(path).orElseThrow()))
            .withHeader("vary", "accept-encoding");
    return path.startsWith(HASHED)
        ? answer.withHeader("cache-control", "public, max-age=31536000, immutable")
        : answer;
  }

  private Optional<Response> encoded(String path, String ending, String accepted) {
    String coding = ending.equals("gz") ? "gzip" : ending;
    return accepted.contains(coding)
        ? content(path + "." + ending)
            .map(body ->
                Response.bytes(200, type(path), body).withHeader("content-encoding", coding))
        : Optional.empty();
  }

  private Optional<byte[]> content(String path) {
    return Optional.ofNullable(files.byPath().get(path));
  }

  private static Response html(int status, byte[] body) {
    return Response.bytes(status, type(WebFiles.PAGE), body);
  }

  private static String type(String path) {
    String ending = path.substring(path.lastIndexOf('.') + 1);
    return TYPES.getOrDefault(ending, "application/octet-stream");
  }

  private static boolean isCompressed(String path) {
    return path.endsWith(".br") || path.endsWith(".gz");
  }
}
