package io.tsubame.api;

import com.linecorp.armeria.common.HttpHeaders;
import io.tsubame.application.query.PersonView;
import io.tsubame.domain.room.IconPreset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The pictures that this server draws: icons of rooms, and avatars of people who have none of
/// their own. A picture follows from its address alone, so whoever knows no address learns nothing
/// from asking, and clients may keep it.
public final class Pictures {
  private static final String PREFIX = "/img";
  private static final Pattern INITIAL = Pattern.compile("([0-9]{1,10})-([0-9a-f]{1,6})\\.svg");
  private static final Pattern DRAWN = Pattern.compile("drawn-([0-9]{1,4})\\.svg");
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

  private static final HttpHeaders HEADERS =
      Area.API_HEADERS.toBuilder().set("cache-control", "public, max-age=604800").build();

  private final Map<String, byte[]> icons;

  public Pictures() {
    Map<IconPreset, byte[]> drawn = IconDrawings.all();
    icons =
        drawn.entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(
                    entry -> iconFile(entry.getKey()), Map.Entry::getValue));
  }

  /// The address of a group room's icon, which ends in `ico_NAME.png`.
  public static String icon(String baseUrl, IconPreset preset) {
    return baseUrl + PREFIX + "/icon/" + iconFile(preset);
  }

  /// The address of a person's picture.
  public static String avatar(String baseUrl, PersonView person) {
    String file =
        NUMBER.matcher(person.avatar()).matches()
            ? "drawn-" + Integer.parseInt(person.avatar())
            : person.id() + "-" + Integer.toHexString(initial(person.profile().name()));
    return baseUrl + PREFIX + "/avatar/" + file + ".svg";
  }

  /// The address of the picture for somebody of whom nothing is known.
  public static String unknownAvatar(String baseUrl) {
    return baseUrl + PREFIX + "/avatar/0-3f.svg";
  }

  public Area area() {
    return new Area(
        PREFIX,
        List.of(
            Endpoint.get("/icon/{file}", this::icon), Endpoint.get("/avatar/{file}", this::avatar)),
        ErrorFormat.PROBLEM,
        Area.Around.NOTHING,
        HEADERS);
  }

  private static String iconFile(IconPreset preset) {
    return "ico_" + preset.name().toLowerCase(Locale.ROOT) + ".png";
  }

  /// The first letter or digit of the name, in upper case.
  private static int initial(String name) {
    int first = name.codePoints().filter(Character::isLetterOrDigit).findFirst().orElse('?');
    return Character.toUpperCase(first);
  }

  private Response icon(Request request) {
    byte[] png = icons.get(request.variable("file"));
    if (png == null) {
      throw ErrorTable.NO_SUCH_PATH.refusal();
    }
    return Response.bytes(200, "image/png", png);
  }

  private Response avatar(Request request) {
    String file = request.variable("file");
    Matcher initial = INITIAL.matcher(file);
    if (initial.matches()) {
      int letter = Integer.parseInt(initial.group(2), 16);
      return svg(Long.parseLong(initial.group(1)), letterDrawing(letter));
    }
    Matcher drawn = DRAWN.matcher(file);
    if (drawn.matches()) {
      int number = Integer.parseInt(drawn.group(1));
      return svg(number, patternDrawing(number));
    }
    throw ErrorTable.NO_SUCH_PATH.refusal();
  }

  private static Response svg(long seed, String drawing) {
    long hue = Math.floorMod(seed * 137, 360L); // the golden angle keeps neighbours apart
    String picture =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 64 64\">"
            + "<rect width=\"64\" height=\"64\" fill=\"hsl("
            + hue
            + ",45%,42%)\"/>"
            + drawing
            + "</svg>";
    return Response.bytes(200, "image/svg+xml", picture.getBytes(StandardCharsets.UTF_8));
  }

  /// Only letters and digits get into the picture, so nothing needs to be escaped.
  private static String letterDrawing(int codePoint) {
    String letter =
        Character.isValidCodePoint(codePoint) && Character.isLetterOrDigit(codePoint)
            ? Character.toString(codePoint)
            : "?";
    return "<text x=\"32\" y=\"44\" font-family=\"sans-serif\" font-size=\"34\""
        + " text-anchor=\"middle\" fill=\"#fff\">"
        + letter
        + "</text>";
  }

  /// A pattern of squares, the right half mirroring the left.
  private static String patternDrawing(int number) {
    StringBuilder squares = new StringBuilder();
    long bits = number * 0x9E3779B97F4A7C15L;
    for (int cell = 0; cell < 15; cell++) {
      if ((bits >>> (cell + 40) & 1) == 1) {
        int x = cell % 3;
        int y = cell / 3;
        square(squares, x, y);
        square(squares, 4 - x, y);
      }
    }
    return squares.toString();
  }

  private static void square(StringBuilder squares, int x, int y) {
    squares
        .append("<rect x=\"")
        .append(7 + 10 * x)
        .append("\" y=\"")
        .append(7 + 10 * y)
        .append("\" width=\"10\" height=\"10\" fill=\"#fff\"/>");
  }
}
