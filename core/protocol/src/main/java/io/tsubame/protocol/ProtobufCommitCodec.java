package io.tsubame.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.ExtensionRegistryLite;
import com.google.protobuf.Message;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import io.tsubame.application.log.CorruptLog;
import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.shard.Commit;
import io.tsubame.application.shard.CommitCodec;
import io.tsubame.domain.Event;
import io.tsubame.protocol.schema.EnvelopeProto.Envelope;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/// Writes commits as the published `tsubame.events.v1.Commit`, and reads every one ever written.
///
/// The same commit always gives the same bytes. Reading allocates in proportion to the bytes of the
/// record, whatever is in them. May be called by any thread.
public final class ProtobufCommitCodec implements CommitCodec {
  /// The type of every record that holds a commit.
  public static final String RECORD_TYPE = "commit";

  private static final int EVENTS = Envelope.EVENTS_FIELD_NUMBER;
  private static final int CONTENT = Envelope.COMMAND_CONTENT_FIELD_NUMBER;

  private final EventCatalogue catalogue;

  public ProtobufCommitCodec() {
    this(EventCatalogue.PUBLISHED);
  }

  ProtobufCommitCodec(EventCatalogue catalogue) {
    this.catalogue = catalogue;
  }

  @Override
  public LogRecord encode(Commit commit) {
    Envelope envelope = Envelopes.of(commit);
    List<NumberedMessage> events =
        commit.events().stream().map(event -> message(catalogue.of(event), event)).toList();
    int size = envelope.getSerializedSize();
    for (NumberedMessage event : events) {
      size += CodedOutputStream.computeTagSize(EVENTS);
      size += CodedOutputStream.computeUInt32SizeNoTag(event.size()) + event.size();
    }
    long content = commit.command() == null ? 0 : commit.command().content();
    if (content != 0) {
      size += CodedOutputStream.computeFixed64Size(CONTENT, content);
    }
    byte[] payload = new byte[size];
    write(envelope, events, content, CodedOutputStream.newInstance(payload));
    return new LogRecord(RECORD_TYPE, payload);
  }

  @Override
  public Commit decode(LogRecord logRecord) {
    if (!logRecord.type().equals(RECORD_TYPE)) {
      throw newer("a record of type '" + logRecord.type() + "'");
    }
    try {
      // Nobody changes the payload, so the events need not be copied out of it.
      CodedInputStream in = UnsafeByteOperations.unsafeWrap(logRecord.payload()).newCodedInput();
      in.enableAliasing(true);
      Envelope envelope = Envelope.parseFrom(in);
      requireKnown(envelope, "the commit");
      List<Event> events = new ArrayList<>(envelope.getEventsCount());
      for (ByteString event : envelope.getEventsList()) {
        events.add(event(event));
      }
      return Envelopes.commit(envelope, events);
    } catch (IOException | IllegalArgumentException e) {
      throw new CorruptLog("The bytes of a record are no commit: " + e.getMessage(), e);
    }
  }

  private static <E extends Event, M extends Message> NumberedMessage message(
      EventVersion.Current<E, M> version, Event event) {
    return new NumberedMessage(version.number(), version.toMessage(event));
  }

  /// Fields in the order of their numbers, as every writer of the published schema does.
  private static void write(
      Envelope envelope, List<NumberedMessage> events, long content, CodedOutputStream out) {
    try {
      envelope.writeTo(out);
      for (NumberedMessage event : events) {
        out.writeTag(EVENTS, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        out.writeUInt32NoTag(event.size());
        out.writeMessage(event.number(), event.message());
      }
      if (content != 0) {
        out.writeFixed64(CONTENT, content);
      }
      out.checkNoSpaceLeft();
    } catch (IOException e) {
      throw new UncheckedIOException("an array of the right size was too small", e);
    }
  }

  private Event event(ByteString bytes) throws IOException {
    CodedInputStream in = bytes.newCodedInput();
    int tag = in.readTag();
    int number = WireFormat.getTagFieldNumber(tag);
    if (number == 0 || WireFormat.getTagWireType(tag) != WireFormat.WIRETYPE_LENGTH_DELIMITED) {
      throw new CorruptLog("The bytes of an event do not begin with its type.");
    }
    EventVersion<?> version = catalogue.byNumber(number);
    if (version == null) {
      throw newer("an event of type number " + number);
    }
    Event event = event(version, in);
    if (!in.isAtEnd()) {
      throw new CorruptLog("Bytes follow an event of type " + version.name() + ".");
    }
    return event;
  }

  private static <M extends Message> Event event(EventVersion<M> version, CodedInputStream in)
      throws IOException {
    M message = in.readMessage(version.parser(), ExtensionRegistryLite.getEmptyRegistry());
    requireKnown(message, version.name() + " version " + version.version());
    return version.toEvent(message);
  }

  /// A published version never gets another field, so one that is not known is a fact that we would
  /// lose.
  private static void requireKnown(Message message, String what) {
    if (!message.getUnknownFields().asMap().isEmpty()) {
      throw newer("fields " + message.getUnknownFields().asMap().keySet() + " of " + what);
    }
  }

  private static CorruptLog newer(String what) {
    return new CorruptLog(
        "The log holds "
            + what
            + ", which this release does not know: a newer release wrote it, or it is damaged.");
  }

  /// An event about to be written into `StoredEvent`: the field's number and content.
  private record NumberedMessage(int number, Message message) {
    /// Of the whole `StoredEvent`, in bytes.
    int size() {
      return CodedOutputStream.computeMessageSize(number, message);
    }
  }
}
