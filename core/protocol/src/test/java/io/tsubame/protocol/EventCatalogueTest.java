package io.tsubame.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.InvalidProtocolBufferException;
import io.tsubame.protocol.EventVersion.Current;
import io.tsubame.protocol.schema.CommitProto.StoredEvent;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class EventCatalogueTest {
  private final EventCatalogue catalogue = EventCatalogue.PUBLISHED;

  @Test
  @DisplayName("[EV2] every event of the domain has an entry")
  void everyEventOfTheDomainHasAnEntry() {
    List<Class<?>> entries =
        catalogue.versions().stream()
            .filter(Current.class::isInstance)
            .<Class<?>>map(version -> ((Current<?, ?>) version).event())
            .toList();

    assertThat(entries).containsExactlyInAnyOrderElementsOf(DomainTypes.eventRecords());
  }

  @Test
  @DisplayName("[EV2] the published schema has the catalogue's numbers and names")
  void thePublishedSchemaHasTheCataloguesNumbersAndNames() {
    assertThat(StoredEvent.getDescriptor().getFields())
        .hasSameSizeAs(catalogue.versions())
        .allSatisfy(field -> {
          EventVersion<?> version = catalogue.byNumber(field.getNumber());
          assertThat(version).as(field.getName()).isNotNull();
          assertThat(field.getName()).isEqualTo(fieldName(version));
          assertThat(field.getMessageType()).isEqualTo(messageOf(version));
        });
  }

  private static Descriptor messageOf(EventVersion<?> version)
      throws InvalidProtocolBufferException {
    return version.parser().parseFrom(ByteString.EMPTY).getDescriptorForType();
  }

  private static String fieldName(EventVersion<?> version) {
    String name = version.name().replace('.', '_').replace('-', '_');
    return version.version() == 1 ? name : name + "_v" + version.version();
  }
}
