package io.tsubame.imports.slack;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads one file of the archive: an array of objects, one after another, each field once in the
/// order in which it stands. Every fault is told with the file's name and the line.
///
/// Whoever handles a field reads its value by one of the methods, or passes over it by [#skip].
final class JsonFile implements AutoCloseable {
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  private final String entry;
  private final ArchiveLimits limits;
  private final JsonParser parser;

  private JsonFile(String entry, ArchiveLimits limits, JsonParser parser) {
    this.entry = entry;
    this.limits = limits;
    this.parser = parser;
  }

  /// Reads a value that is at its first token.
  interface Reading {
    void read() throws IOException;
  }

  /// Reads a field's value.
  interface FieldReading {
    void read(String field) throws IOException;
  }

  /// Begins an array of objects.
  static JsonFile open(ZipArchive archive, String entry, ArchiveLimits limits) {
    try {
      JsonParser parser = factory(limits).createParser(text(archive.bytes(entry)));
      JsonFile file = new JsonFile(entry, limits, parser);
      if (file.attempt(parser::nextToken) != JsonToken.START_ARRAY) {
        throw file.fault("is not a JSON array");
      }
      return file;
    } catch (CharacterCodingException _) {
      throw new InvalidArchive(entry, "is not UTF-8");
    } catch (IOException broken) {
      throw new InvalidArchive(entry, "cannot be read");
    }
  }

  private static BufferedReader text(InputStream bytes) throws IOException {
    BufferedReader text =
        new BufferedReader(
            new InputStreamReader(
                bytes,
                StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)));
    text.mark(1);
    if (text.read() != BYTE_ORDER_MARK) {
      text.reset();
    }
    return text;
  }

  private static JsonFactory factory(ArchiveLimits limits) {
    return JsonFactory.builder()
        .streamReadConstraints(
            StreamReadConstraints.builder()
                .maxStringLength(limits.textLength())
                .maxNestingDepth(limits.nesting())
                .maxNameLength(10_000)
                .maxNumberLength(100)
                .build())
        .configure(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES, false)
        .build();
  }

  /// Goes to the next object of the array.
  ///
  /// @return false at the end, which is checked to be the file's
  boolean next() {
    JsonToken token = attempt(parser::nextToken);
    if (token == JsonToken.START_OBJECT) {
      return true;
    }
    if (token != JsonToken.END_ARRAY) {
      throw fault("is not an array of objects");
    }
    if (attempt(parser::nextToken) != null) {
      throw fault("goes on after its end");
    }
    return false;
  }

  /// Reads the fields of the present object.
  void fields(FieldReading reading) throws IOException {
    if (parser.currentToken() != JsonToken.START_OBJECT) {
      throw fault("has something else where an object belongs");
    }
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String field = parser.currentName();
      parser.nextToken();
      reading.read(field);
    }
  }

  /// The same for the object that [#next] went to.
  void object(FieldReading reading) {
    attempt(() -> {
      fields(reading);
      return true;
    });
  }

  /// Reads the elements of an array; none where there is null.
  void elements(Reading reading) throws IOException {
    if (parser.currentToken() == JsonToken.VALUE_NULL) {
      return;
    }
    if (parser.currentToken() != JsonToken.START_ARRAY) {
      throw fault("has something else where an array belongs");
    }
    int count = 0;
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      if (++count > limits.listed()) {
        throw fault("has a list of more than " + limits.listed());
      }
      reading.read();
    }
  }

  /// Whether an object begins here, so that null and other forms can be passed over.
  boolean isObject() {
    return parser.currentToken() == JsonToken.START_OBJECT;
  }

  /// Text or a number as text; null where there is null.
  @Nullable String text() throws IOException {
    JsonToken token = parser.currentToken();
    if (token == JsonToken.VALUE_NULL) {
      return null;
    }
    if (token == null || !token.isScalarValue()) {
      throw fault("has something else where text belongs");
    }
    return WellFormed.text(parser.getText());
  }

  boolean isTrue() throws IOException {
    boolean is = parser.currentToken() == JsonToken.VALUE_TRUE;
    skip();
    return is;
  }

  void skip() throws IOException {
    parser.skipChildren();
  }

  String entry() {
    return entry;
  }

  InvalidArchive fault(String why) {
    return InvalidArchive.at(entry, parser.currentLocation().getLineNr(), why);
  }

  private interface Step<T> {
    T take() throws IOException;
  }

  private <T extends @Nullable Object> T attempt(Step<T> step) {
    try {
      return step.take();
    } catch (JsonProcessingException broken) {
      long line = broken.getLocation() == null ? 1 : broken.getLocation().getLineNr();
      throw InvalidArchive.at(
          entry, line, "is broken JSON: " + InvalidArchive.shown(broken.getOriginalMessage()));
    } catch (CharacterCodingException _) {
      throw fault("is not UTF-8");
    } catch (IOException _) {
      throw fault("cannot be read");
    }
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException _) {
      // It was only read.
    }
  }
}
