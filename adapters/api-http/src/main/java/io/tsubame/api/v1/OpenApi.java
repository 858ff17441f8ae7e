package io.tsubame.api.v1;

import com.fasterxml.jackson.core.JsonGenerator;
import com.linecorp.armeria.common.HttpMethod;
import io.tsubame.api.IdempotencyKey;
import io.tsubame.api.v1.Operation.Access;
import io.tsubame.api.v1.Schema.Presence;
import io.tsubame.application.file.Portraits;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Describes the operations as OpenAPI 3.1.
final class OpenApi {
  private static final Pattern VARIABLE = Pattern.compile("\\{([a-z_]+)}");

  private static final Pattern WORD_END = Pattern.compile("[^a-z]+");

  private static final Schema.Fields PROBLEM =
      Schema.object(
          "Problem",
          Schema.required("type", Schema.TEXT),
          Schema.required("title", Schema.TEXT),
          Schema.required("status", new Schema.Whole(400, 599)),
          Schema.required("code", Schema.TEXT),
          Schema.optional("field", Schema.TEXT));

  private final List<Operation> operations;
  private final Map<String, Schema.Fields> components = new TreeMap<>();

  OpenApi(List<Operation> operations) {
    this.operations = operations;
  }

  void write(JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeStringField("openapi", "3.1.0");
    out.writeObjectFieldStart("info");
    out.writeStringField("title", "Tsubame");
    out.writeStringField("version", "1");
    out.writeStringField(
        "description",
        "Times are milliseconds since 1970, ids are numbers but message_id. Lengths are in Unicode"
            + " code points. The rules are in docs/spec/api-v1.md.");
    out.writeEndObject();
    writePaths(out);
    writeComponents(out);
    out.writeEndObject();
  }

  private void writePaths(JsonGenerator out) throws IOException {
    Map<String, List<Operation>> paths = new LinkedHashMap<>();
    for (Operation operation : operations) {
      paths.computeIfAbsent(operation.template(), _ -> new ArrayList<>()).add(operation);
    }
    out.writeObjectFieldStart("paths");
    for (Map.Entry<String, List<Operation>> path : paths.entrySet()) {
      out.writeObjectFieldStart("/v1" + path.getKey());
      for (Operation operation : path.getValue()) {
        out.writeFieldName(operation.method().name().toLowerCase(Locale.ROOT));
        writeOperation(out, operation);
      }
      out.writeEndObject();
    }
    out.writeEndObject();
  }

  private void writeOperation(JsonGenerator out, Operation operation) throws IOException {
    out.writeStartObject();
    out.writeStringField("operationId", name(operation));
    out.writeStringField("summary", operation.summary());
    if (operation.access() == Access.ANYBODY) {
      out.writeArrayFieldStart("security");
      out.writeEndArray();
    }
    out.writeArrayFieldStart("parameters");
    Matcher variables = VARIABLE.matcher(operation.template());
    while (variables.find()) {
      writeParameter(out, "path", variables.group(1), variable(variables.group(1)));
    }
    for (Schema.Field parameter : operation.query()) {
      writeParameter(out, "query", parameter.name(), parameter.schema());
    }
    if (operation.method() != HttpMethod.GET && operation.access() != Access.ANYBODY) {
      writeParameter(out, "header", IdempotencyKey.HEADER, Schema.text(1, 128));
      writeParameter(out, "header", Authentication.CSRF_HEADER, Schema.TEXT);
    }
    out.writeEndArray();
    Schema body = operation.body();
    if (body != null) {
      out.writeObjectFieldStart("requestBody");
      out.writeBooleanField("required", true);
      writeContent(out, "application/json", body, true);
      out.writeEndObject();
    }
    writeResponses(out, operation.answer());
    out.writeEndObject();
  }

  /// For generated clients: `postRoomsRoomIdMessages`.
  private static String name(Operation operation) {
    StringBuilder name = new StringBuilder(operation.method().name().toLowerCase(Locale.ROOT));
    for (String word : WORD_END.split(operation.template(), -1)) {
      if (!word.isEmpty()) {
        name.append(Character.toUpperCase(word.charAt(0))).append(word, 1, word.length());
      }
    }
    return name.toString();
  }

  private static Schema variable(String name) {
    return switch (name) {
      case "message_id", "code", "reaction", "upload_id", "portrait" -> Schema.TEXT;
      default -> Schema.ID;
    };
  }

  private void writeParameter(JsonGenerator out, String in, String name, Schema schema)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("name", name);
    out.writeStringField("in", in);
    out.writeBooleanField("required", in.equals("path"));
    out.writeFieldName("schema");
    writeSchema(out, schema, true);
    out.writeEndObject();
  }

  private void writeResponses(JsonGenerator out, @Nullable Schema answer) throws IOException {
    out.writeObjectFieldStart("responses");
    if (answer == null) {
      writeStatus(out, "204", "Done");
    } else if (answer.equals(Operation.REDIRECT)) {
      writeStatus(out, "302", "Where it is");
    } else if (answer.equals(Operation.PORTRAIT)) {
      out.writeObjectFieldStart("200");
      out.writeStringField("description", "The picture");
      out.writeObjectFieldStart("content");
      out.writeObjectFieldStart(Portraits.TYPE);
      out.writeEndObject();
      out.writeEndObject();
      out.writeEndObject();
    } else {
      out.writeObjectFieldStart("200");
      out.writeStringField("description", "The answer");
      writeContent(out, "application/json", answer, false);
      out.writeEndObject();
    }
    out.writeObjectFieldStart("default");
    out.writeStringField("description", "What went wrong");
    writeContent(out, "application/problem+json", PROBLEM, false);
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void writeStatus(JsonGenerator out, String status, String description)
      throws IOException {
    out.writeObjectFieldStart(status);
    out.writeStringField("description", description);
    out.writeEndObject();
  }

  private void writeContent(JsonGenerator out, String type, Schema schema, boolean strict)
      throws IOException {
    out.writeObjectFieldStart("content");
    out.writeObjectFieldStart(type);
    out.writeFieldName("schema");
    writeSchema(out, schema, strict);
    out.writeEndObject();
    out.writeEndObject();
  }

  private void writeComponents(JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("components");
    out.writeObjectFieldStart("schemas");
    List<String> written = new ArrayList<>();
    while (written.size() < components.size()) {
      for (Schema.Fields schema : List.copyOf(components.values())) {
        if (!written.contains(schema.name())) {
          written.add(schema.name());
          out.writeFieldName(schema.name());
          writeFields(out, schema, false);
        }
      }
    }
    out.writeEndObject();
    writeSecurity(out);
    out.writeEndObject();
    out.writeArrayFieldStart("security");
    for (String scheme : List.of("session", "token", "bearer")) {
      out.writeStartObject();
      out.writeArrayFieldStart(scheme);
      out.writeEndArray();
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void writeSecurity(JsonGenerator out) throws IOException {
    out.writeObjectFieldStart("securitySchemes");
    writeKey(out, "session", "cookie", Authentication.COOKIE);
    writeKey(out, "token", "header", "x-chatworktoken");
    out.writeObjectFieldStart("bearer");
    out.writeStringField("type", "http");
    out.writeStringField("scheme", "bearer");
    out.writeEndObject();
    out.writeEndObject();
  }

  private static void writeKey(JsonGenerator out, String scheme, String in, String name)
      throws IOException {
    out.writeObjectFieldStart(scheme);
    out.writeStringField("type", "apiKey");
    out.writeStringField("in", in);
    out.writeStringField("name", name);
    out.writeEndObject();
  }

  /// @param strict whether unknown fields are refused, as in bodies
  private void writeSchema(JsonGenerator out, Schema schema, boolean strict) throws IOException {
    if (schema instanceof Schema.Fields fields && !fields.name().isEmpty()) {
      components.put(fields.name(), fields);
      out.writeStartObject();
      out.writeStringField("$ref", "#/components/schemas/" + fields.name());
      out.writeEndObject();
      return;
    }
    if (schema instanceof Schema.Fields fields) {
      writeFields(out, fields, strict);
      return;
    }
    out.writeStartObject();
    switch (schema) {
      case Schema.Text(int minimum, int maximum) -> {
        out.writeStringField("type", "string");
        writeBounds(out, "minLength", minimum, "maxLength", maximum);
      }
      case Schema.Whole(long minimum, long maximum) -> {
        out.writeStringField("type", "integer");
        writeBounds(out, "minimum", minimum, "maximum", maximum);
      }
      case Schema.Flag() -> out.writeStringField("type", "boolean");
      case Schema.Choice(var words) -> {
        out.writeStringField("type", "string");
        Answers.writeList(out, "enum", words, JsonGenerator::writeString);
      }
      case Schema.Items(Schema item, int maximum) -> {
        out.writeStringField("type", "array");
        out.writeFieldName("items");
        writeSchema(out, item, strict);
        if (maximum < Integer.MAX_VALUE) {
          out.writeNumberField("maxItems", maximum);
        }
      }
      case Schema.Entries(Schema value, int maximum) -> {
        out.writeStringField("type", "object");
        out.writeFieldName("additionalProperties");
        writeSchema(out, value, strict);
        out.writeNumberField("maxProperties", maximum);
      }
      case Schema.OrNull(Schema inner) -> {
        out.writeArrayFieldStart("anyOf");
        writeSchema(out, inner, strict);
        out.writeStartObject();
        out.writeStringField("type", "null");
        out.writeEndObject();
        out.writeEndArray();
      }
      case Schema.Fields _ -> throw new IllegalStateException("written above");
    }
    out.writeEndObject();
  }

  private void writeFields(JsonGenerator out, Schema.Fields schema, boolean strict)
      throws IOException {
    out.writeStartObject();
    out.writeStringField("type", "object");
    out.writeObjectFieldStart("properties");
    for (Schema.Field field : schema.fields()) {
      out.writeFieldName(field.name());
      writeSchema(out, field.schema(), strict);
    }
    out.writeEndObject();
    List<String> required =
        schema.fields().stream()
            .filter(field -> field.presence() == Presence.REQUIRED)
            .map(Schema.Field::name)
            .toList();
    Answers.writeList(out, "required", required, JsonGenerator::writeString);
    if (strict) {
      out.writeBooleanField("additionalProperties", false);
    }
    out.writeEndObject();
  }

  private static void writeBounds(
      JsonGenerator out, String least, long minimum, String most, long maximum) throws IOException {
    out.writeNumberField(least, minimum);
    out.writeNumberField(most, maximum);
  }
}
