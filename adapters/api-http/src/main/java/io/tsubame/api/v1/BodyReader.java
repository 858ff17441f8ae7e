package io.tsubame.api.v1;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.linecorp.armeria.common.MediaType;
import io.tsubame.api.ApiError;
import io.tsubame.api.Request;
import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads bodies strictly: one JSON object, no field twice, none that is not known, each of its type
/// and within its bounds. What is wrong is told with the field's name.
final class BodyReader {
  private static final int DEEPEST = 8;

  private static final ObjectReader READER =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(
                      StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                  .build())
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build()
          .reader();

  private BodyReader() {}

  /// @throws io.tsubame.api.Refusal 415 for another content type, 400 for what does not fit
  static ObjectNode read(Request request, Schema schema) {
    MediaType type = request.headers().contentType();
    if (type == null || !type.is(MediaType.JSON)) {
      throw new ApiError(415, "unsupported-media-type", "The content type must be application/json")
          .refusal();
    }
    JsonNode body = parse(request.body());
    if (!(body instanceof ObjectNode object)) {
      throw ApiError.badRequest("The body must be a JSON object").refusal();
    }
    check(object, schema, "");
    return object;
  }

  private static @Nullable JsonNode parse(byte[] body) {
    try {
      return READER.readTree(body);
    } catch (JsonProcessingException _) {
      throw new ApiError(400, "invalid-json", "The body is not well-formed JSON").refusal();
    } catch (IOException _) {
      throw new ApiError(400, "invalid-encoding", "The body is not valid UTF-8").refusal();
    }
  }

  private static void check(JsonNode node, Schema schema, String field) {
    switch (schema) {
      case Schema.Text(int minimum, int maximum) -> checkText(node, minimum, maximum, field);
      case Schema.Whole(long minimum, long maximum) -> {
        demand(node.isIntegralNumber() && node.canConvertToLong(), field, "must be an integer");
        long value = node.longValue();
        demand(
            minimum <= value && value <= maximum,
            field,
            "must be between " + minimum + " and " + maximum);
      }
      case Schema.Flag() -> demand(node.isBoolean(), field, "must be true or false");
      case Schema.Choice(var words) ->
          demand(
              node.isTextual() && words.contains(node.textValue()),
              field,
              "must be one of " + String.join(", ", words));
      case Schema.Items(Schema item, int maximum) -> checkItems(node, item, maximum, field);
      case Schema.Fields fields -> checkFields(node, fields, field);
      case Schema.Entries(Schema value, int maximum) -> checkEntries(node, value, maximum, field);
      case Schema.OrNull(Schema inner) -> {
        if (!node.isNull()) {
          check(node, inner, field);
        }
      }
    }
  }

  private static void checkText(JsonNode node, int minimum, int maximum, String field) {
    demand(node.isTextual(), field, "must be a string");
    String text = node.textValue();
    int length = text.codePointCount(0, text.length());
    demand(
        minimum <= length && length <= maximum,
        field,
        "must have a length of " + minimum + " to " + maximum);
    demand(isWellFormed(text), field, "must not have half a character");
  }

  /// Lone surrogates have no UTF-8 form, so they could not be stored as sent.
  private static boolean isWellFormed(String text) {
    return text.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff);
  }

  private static void checkItems(JsonNode node, Schema item, int maximum, String field) {
    demand(node.isArray(), field, "must be an array");
    demand(node.size() <= maximum, field, "must have a length of 0 to " + maximum);
    for (JsonNode element : node) {
      check(element, item, field);
    }
  }

  private static void checkFields(JsonNode node, Schema.Fields schema, String field) {
    demand(node.isObject(), field, "must be an object");
    Set<String> unknown = new HashSet<>();
    node.fieldNames().forEachRemaining(unknown::add);
    for (Schema.Field known : schema.fields()) {
      unknown.remove(known.name());
      JsonNode value = node.get(known.name());
      String path = path(field, known.name());
      if (value != null) {
        check(value, known.schema(), path);
      } else if (known.presence() == Schema.Presence.REQUIRED) {
        throw ApiError.required(path).refusal();
      }
    }
    unknown.stream()
        .sorted()
        .findFirst()
        .ifPresent(name -> {
          throw ApiError.invalid(path(field, name), "is not known").refusal();
        });
  }

  private static void checkEntries(JsonNode node, Schema value, int maximum, String field) {
    demand(node.isObject(), field, "must be an object");
    demand(node.size() <= maximum, field, "must have at most " + maximum + " fields");
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      check(entry.getValue(), value, path(field, entry.getKey()));
    }
  }

  private static void demand(boolean condition, String field, String why) {
    if (!condition) {
      throw ApiError.invalid(field, why).refusal();
    }
  }

  private static String path(String outer, String name) {
    return outer.isEmpty() ? name : outer + "." + name;
  }
}
