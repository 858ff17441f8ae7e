package io.tsubame.api.v1;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tsubame.api.v1.Client.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.regex.Pattern;

/// The served description, and what was seen of the server: every answer must be as described.
final class Description {
  private final JsonNode root;
  private final Set<String> routes = new TreeSet<>();
  private final Set<String> succeeded = new ConcurrentSkipListSet<>();

  Description(JsonNode root, List<Operation> operations) {
    this.root = root;
    operations.forEach(each -> routes.add(each.method() + " /v1" + each.template()));
  }

  /// Method and path of every route that the server has.
  Set<String> routes() {
    return routes;
  }

  /// Method and path of every operation that is described.
  Set<String> described() {
    Set<String> all = new TreeSet<>();
    for (Map.Entry<String, JsonNode> path : root.get("paths").properties()) {
      path.getValue()
          .fieldNames()
          .forEachRemaining(method -> all.add(upper(method) + " " + path.getKey()));
    }
    return all;
  }

  /// Every operation's name.
  List<String> names() {
    List<String> names = new ArrayList<>();
    root.get("paths").findValues("operationId").forEach(name -> names.add(name.textValue()));
    return names;
  }

  /// Method and path of what has answered with success.
  Set<String> succeeded() {
    return succeeded;
  }

  void check(String method, String path, String body, Answer answer) {
    String template = template(method, path.replaceFirst("\\?.*", ""));
    if (template == null) {
      assertThat(answer.status()).isBetween(400, 599);
      return;
    }
    JsonNode operation = root.get("paths").get(template).get(method.toLowerCase(Locale.ROOT));
    JsonNode described = operation.get("responses").get(Integer.toString(answer.status()));
    if (described == null) {
      assertThat(answer.status()).as("%s %s %s", method, path, answer.body()).isBetween(400, 504);
      assertThat(answer.status()).as("%s %s %s", method, path, answer.body()).isNotEqualTo(500);
      described = operation.get("responses").get("default");
    } else {
      succeeded.add(method + " " + template);
      assertThat(body != null).as("a body where one is described").isEqualTo(hasBody(operation));
    }
    String where = method + " " + path + " " + answer.status();
    JsonNode content = described.get("content");
    if (content == null) {
      assertThat(answer.body()).as(where).isNull();
      return;
    }
    String type = answer.raw().headers().firstValue("content-type").orElse("");
    String expected = content.fieldNames().next();
    assertThat(type).as(where).startsWith(expected);
    if (expected.contains("json")) {
      check(answer.body(), content.get(expected).get("schema"), where);
    }
  }

  private static boolean hasBody(JsonNode operation) {
    return operation.has("requestBody");
  }

  /// Method and path of the operation that a request comes to.
  ///
  /// @param path perhaps with a query
  String operation(String method, String path) {
    return method + " " + template(method, path.replaceFirst("\\?.*", ""));
  }

  /// A literal path goes before one with variables.
  private String template(String method, String path) {
    List<String> fitting = new ArrayList<>();
    for (Map.Entry<String, JsonNode> entry : root.get("paths").properties()) {
      String pattern = Pattern.compile("\\{[a-z_]+}").matcher(entry.getKey()).replaceAll("[^/]+");
      if (path.matches(pattern) && entry.getValue().has(method.toLowerCase(Locale.ROOT))) {
        fitting.add(entry.getKey());
      }
    }
    fitting.sort((one, other) -> Integer.compare(variables(one), variables(other)));
    return fitting.isEmpty() ? null : fitting.getFirst();
  }

  private static int variables(String template) {
    return template.split("\\{", -1).length;
  }

  /// A subset of JSON Schema, stricter in one thing: no field may come that is not described.
  private void check(JsonNode value, JsonNode schema, String where) {
    if (schema.has("$ref")) {
      check(value, root.at(schema.get("$ref").textValue().substring(1)), where);
      return;
    }
    if (schema.has("anyOf")) {
      JsonNode inner = schema.get("anyOf").get(0);
      if (!value.isNull()) {
        check(value, inner, where);
      }
      return;
    }
    switch (schema.get("type").textValue()) {
      case "object" -> checkObject(value, schema, where);
      case "array" -> {
        assertThat(value.isArray()).as(where).isTrue();
        value.forEach(item -> check(item, schema.get("items"), where + "[]"));
      }
      case "string" -> {
        assertThat(value.isTextual()).as(where).isTrue();
        checkEnum(value, schema, where);
        int length = value.textValue().codePointCount(0, value.textValue().length());
        checkBounds(length, schema, "minLength", "maxLength", where);
      }
      case "integer" -> {
        assertThat(value.isIntegralNumber()).as(where).isTrue();
        checkBounds(value.longValue(), schema, "minimum", "maximum", where);
      }
      case "boolean" -> assertThat(value.isBoolean()).as(where).isTrue();
      default -> throw new AssertionError("unknown type in " + schema);
    }
  }

  private void checkObject(JsonNode value, JsonNode schema, String where) {
    assertThat(value.isObject()).as(where).isTrue();
    JsonNode properties = schema.get("properties");
    if (properties == null) {
      value.forEach(item -> check(item, schema.get("additionalProperties"), where + ".*"));
      return;
    }
    for (JsonNode name : schema.get("required")) {
      assertThat(value.has(name.textValue())).as("%s.%s in %s", where, name, value).isTrue();
    }
    for (Map.Entry<String, JsonNode> field : value.properties()) {
      assertThat(properties.has(field.getKey())).as("%s.%s", where, field.getKey()).isTrue();
      check(field.getValue(), properties.get(field.getKey()), where + "." + field.getKey());
    }
  }

  private static void checkEnum(JsonNode value, JsonNode schema, String where) {
    if (schema.has("enum")) {
      assertThat(schema.get("enum")).as(where).contains(value);
    }
  }

  private static void checkBounds(
      long value, JsonNode schema, String least, String most, String where) {
    if (schema.has(least)) {
      assertThat(value)
          .as(where)
          .isBetween(schema.get(least).longValue(), schema.get(most).longValue());
    }
  }

  private static String upper(String method) {
    return method.toUpperCase(Locale.ROOT);
  }
}
