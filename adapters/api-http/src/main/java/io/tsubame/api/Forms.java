package io.tsubame.api;

import com.linecorp.armeria.common.HttpData;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.multipart.AggregatedBodyPart;
import com.linecorp.armeria.common.multipart.Multipart;
import com.linecorp.armeria.common.stream.StreamMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/// Reads the bodies that HTML forms and their imitators send.
final class Forms {
  private static final MediaType MULTIPART = MediaType.create("multipart", "form-data");
  private static final MediaType FORM = MediaType.create("application", "x-www-form-urlencoded");

  private Forms() {}

  /// A body without a type is read as a form.
  ///
  /// @throws Refusal 415 for another type, 400 for a broken body
  static Parameters parse(@Nullable MediaType type, byte[] body) {
    if (type == null || isA(type, FORM)) {
      checkCharset(type);
      return Parameters.ofForm(body);
    }
    if (isA(type, MULTIPART)) {
      return multipart(type, body);
    }
    throw new ApiError(
            415,
            "unsupported-media-type",
            "The content type must be application/x-www-form-urlencoded")
        .refusal();
  }

  private static boolean isA(MediaType type, MediaType wanted) {
    return type.type().equals(wanted.type()) && type.subtype().equals(wanted.subtype());
  }

  private static void checkCharset(@Nullable MediaType type) {
    if (type == null) {
      return;
    }
    for (String charset : type.parameters().getOrDefault("charset", List.of())) {
      String name = charset.toLowerCase(Locale.ROOT);
      if (!name.equals("utf-8") && !name.equals("utf8") && !name.equals("us-ascii")) {
        throw new ApiError(415, "unsupported-charset", "The charset must be UTF-8").refusal();
      }
    }
  }

  private static Parameters multipart(MediaType type, byte[] body) {
    List<String> boundary = type.parameters().getOrDefault("boundary", List.of());
    if (boundary.size() != 1 || boundary.getFirst().isEmpty()) {
      throw ApiError.badRequest("The multipart boundary is missing").refusal();
    }
    List<String> names = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (AggregatedBodyPart part : parts(boundary.getFirst(), body)) {
      String name = part.name();
      if (name != null && part.filename() == null) {
        byte[] content = part.content().array();
        names.add(name(name));
        values.add(PercentEncoding.utf8(content, 0, content.length));
        Parameters.checkCount(names.size());
      }
    }
    return new Parameters(names, values);
  }

  private static List<AggregatedBodyPart> parts(String boundary, byte[] body) {
    try {
      return Multipart.from(boundary, StreamMessage.of(HttpData.wrap(body)))
          .aggregate()
          .join()
          .bodyParts();
    } catch (CompletionException | IllegalArgumentException | IllegalStateException _) {
      throw ApiError.badRequest("The multipart body is broken").refusal();
    }
  }

  /// Header bytes come as Latin-1.
  private static String name(String raw) {
    byte[] bytes = raw.getBytes(StandardCharsets.ISO_8859_1);
    return PercentEncoding.utf8(bytes, 0, bytes.length);
  }
}
