package io.tsubame.api;

import com.linecorp.armeria.common.HttpHeaders;
import io.tsubame.application.query.PersonView;
import io.tsubame.domain.BlobKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/// The pictures of people: a portrait where they sent one, which only who is signed in may see, and
/// else a coloured disc with the first letter of the name. All that is drawn stands in the URL, so
/// it needs no look-up, tells nothing and may be cached for ever.
public final class Avatars {
  private static final String PREFIX = "/avatars";
  private static final Pattern COLOUR = Pattern.compile("[0-9]{1,3}");

  /// Neighbouring numbers get colours far apart: the golden angle.
  private static final double GOLDEN_ANGLE = 137.508;

  private static final HttpHeaders FOREVER =
      HttpHeaders.builder()
          .add("cache-control", "public, max-age=31536000, immutable")
          .add("content-security-policy", "default-src 'none'; style-src 'unsafe-inline'")
          .build();

  private Avatars() {}

  /// The path of the person's picture, from the root of the server.
  public static String path(PersonView person) {
    return BlobKey.portrait(person.avatar())
        .map(portrait -> "/v1/people/" + person.id() + "/portraits/" + portrait.name())
        .orElseGet(() -> drawnPath(person));
  }

  /// Whether an avatar is one of the drawn ones, which have numbers.
  public static boolean isDrawn(String avatar) {
    return COLOUR.matcher(avatar).matches();
  }

  private static String drawnPath(PersonView person) {
    String name = person.profile().name();
    String letter = name.isEmpty() ? "?" : name.substring(0, name.offsetByCodePoints(0, 1));
    String encoded = URLEncoder.encode(letter, StandardCharsets.UTF_8).replace("+", "%20");
    return PREFIX + "/" + hue(person) + "/" + encoded;
  }

  /// The path of a picture for nobody known.
  static String unknownPath() {
    return PREFIX + "/0/%3F";
  }

  public static Area area() {
    return Area.open(
        PREFIX,
        List.of(Endpoint.get("/{hue}/{letter}", Avatars::draw)),
        ErrorFormat.PROBLEM,
        HttpHeaders.of());
  }

  private static int hue(PersonView person) {
    String avatar = person.avatar();
    int number = isDrawn(avatar) ? Integer.parseInt(avatar) : person.id().value();
    return (int) (number * GOLDEN_ANGLE % 360);
  }

  private static Response draw(Request request) {
    String hue = request.variable("hue");
    String letter = request.variable("letter");
    if (!COLOUR.matcher(hue).matches() || letter.codePointCount(0, letter.length()) != 1) {
      throw ErrorTable.NO_SUCH_PATH.refusal();
    }
    String svg =
        """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" width="64" height="64">\
        <rect width="64" height="64" fill="hsl(%s 45%% 45%%)"/>\
        <text x="32" y="33" fill="#fff" font-family="sans-serif" font-size="32" \
        text-anchor="middle" dominant-baseline="central">&#%d;</text></svg>
        """
            .formatted(hue, visible(letter.codePointAt(0)));
    return Response.bytes(200, "image/svg+xml; charset=utf-8", svg.getBytes(StandardCharsets.UTF_8))
        .with(FOREVER);
  }

  /// Characters that XML cannot hold are drawn as a question mark.
  private static int visible(int letter) {
    boolean held = letter >= 0x20 && (letter < 0xd800 || letter > 0xdfff);
    return held && letter != 0xfffe && letter != 0xffff ? letter : '?';
  }
}
