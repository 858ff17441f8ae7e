package io.tsubame.api;

import com.linecorp.armeria.common.HttpHeaders;
import io.tsubame.application.query.PersonView;
import io.tsubame.domain.room.IconPreset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/// The pictures that this server draws, by absolute URLs. The icons of rooms are drawn once; the
/// avatars are those of [Avatars].
public final class Pictures {
  private static final String PREFIX = "/img";
  private static final HttpHeaders HEADERS =
      Area.API_HEADERS.toBuilder().set("cache-control", "public, max-age=604800").build();

  private final Map<String, byte[]> icons =
      IconDrawings.all().entrySet().stream()
          .collect(
              Collectors.toUnmodifiableMap(icon -> iconFile(icon.getKey()), Map.Entry::getValue));

  /// The address of a group room's icon, which ends in `ico_NAME.png`.
  public static String icon(String baseUrl, IconPreset preset) {
    return baseUrl + PREFIX + "/icon/" + iconFile(preset);
  }

  /// The address of a person's picture.
  public static String avatar(String baseUrl, PersonView person) {
    return baseUrl + Avatars.path(person);
  }

  /// The address of the picture for somebody of whom nothing is known.
  public static String unknownAvatar(String baseUrl) {
    return baseUrl + Avatars.unknownPath();
  }

  /// The icons; the avatars have an area of their own.
  public Area area() {
    return Area.open(
        PREFIX, List.of(Endpoint.get("/icon/{file}", this::icon)), ErrorFormat.PROBLEM, HEADERS);
  }

  private static String iconFile(IconPreset preset) {
    return "ico_" + preset.name().toLowerCase(Locale.ROOT) + ".png";
  }

  private Response icon(Request request) {
    byte[] png = icons.get(request.variable("file"));
    if (png == null) {
      throw ErrorTable.NO_SUCH_PATH.refusal();
    }
    return Response.bytes(200, "image/png", png);
  }
}
