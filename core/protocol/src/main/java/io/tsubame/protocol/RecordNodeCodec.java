package io.tsubame.protocol;

import com.google.protobuf.CodedInputStream;
import io.tsubame.application.cluster.NodeCodec;
import io.tsubame.application.cluster.NodeMessage;
import io.tsubame.application.log.CorruptLog;
import io.tsubame.application.shard.CommitCodec;
import java.io.IOException;

/// Writes what nodes say to each other as named records of named components, so that two releases
/// side by side understand what both know. Nothing of it is stored.
public final class RecordNodeCodec implements NodeCodec {
  private final ValueForm messages;

  /// @param commits how commits are written, here as in the log
  public RecordNodeCodec(CommitCodec commits) {
    messages = new ValueForms(commits).of(NodeMessage.class);
  }

  @Override
  public byte[] encode(NodeMessage message) {
    try {
      return RecordForm.bytes(messages, message);
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be written", e);
    }
  }

  @Override
  public NodeMessage decode(byte[] bytes) {
    try {
      return (NodeMessage) messages.read(CodedInputStream.newInstance(bytes));
    } catch (IOException | CorruptLog | ArithmeticException | java.time.DateTimeException e) {
      throw new IllegalArgumentException("no message of a node", e);
    }
  }
}
