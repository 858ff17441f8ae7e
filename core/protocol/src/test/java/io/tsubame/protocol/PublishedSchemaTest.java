package io.tsubame.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import io.tsubame.protocol.schema.CommitProto;
import io.tsubame.protocol.schema.EnvelopeProto.Envelope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class PublishedSchemaTest {
  private static final Path LIST =
      Path.of("src", "test", "resources", "golden", "published-schema.txt");

  @Test
  @DisplayName("[EV6] the list of what is published has every field and value, and no other")
  void theListIsComplete() throws IOException {
    List<String> published = published();
    if (Boolean.getBoolean("tsubame.golden.write")) {
      Files.write(LIST, published);
    }

    assertThat(published).isEqualTo(Files.readAllLines(LIST));
  }

  @Test
  @DisplayName("[EV1] the envelope has the fields of the published commit")
  void theEnvelopeIsTheCommit() {
    assertThat(Envelope.getDescriptor().getFields().stream().filter(field -> !isEvents(field)))
        .extracting(PublishedSchemaTest::line)
        .containsExactlyElementsOf(
            CommitProto.Commit.getDescriptor().getFields().stream()
                .filter(field -> !isEvents(field))
                .map(PublishedSchemaTest::line)
                .toList());
  }

  private static List<String> published() {
    FileDescriptor commit = CommitProto.getDescriptor();
    return Stream.concat(commit.getDependencies().stream(), Stream.of(commit))
        .flatMap(PublishedSchemaTest::lines)
        .toList();
  }

  private static Stream<String> lines(FileDescriptor file) {
    return Stream.concat(
        file.getEnumTypes().stream().flatMap(PublishedSchemaTest::lines),
        file.getMessageTypes().stream().flatMap(PublishedSchemaTest::lines));
  }

  private static Stream<String> lines(EnumDescriptor type) {
    return type.getValues().stream()
        .map(value -> type.getName() + "." + value.getName() + " = " + value.getNumber());
  }

  private static Stream<String> lines(Descriptor type) {
    return type.getFields().stream().map(field -> type.getName() + "." + line(field));
  }

  private static String line(FieldDescriptor field) {
    String repeated = field.isRepeated() ? " repeated" : "";
    return field.getName() + " = " + field.getNumber() + repeated + " " + typeName(field);
  }

  private static String typeName(FieldDescriptor field) {
    return switch (field.getJavaType()) {
      case MESSAGE -> field.getMessageType().getName();
      case ENUM -> field.getEnumType().getName();
      default -> field.getType().name().toLowerCase(Locale.ROOT);
    };
  }

  private static boolean isEvents(FieldDescriptor field) {
    return field.getNumber() == Envelope.EVENTS_FIELD_NUMBER;
  }
}
