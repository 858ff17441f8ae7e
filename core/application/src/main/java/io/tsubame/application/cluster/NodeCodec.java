package io.tsubame.application.cluster;

/// Between what nodes say and bytes.
public interface NodeCodec {
  byte[] encode(NodeMessage message);

  /// @throws IllegalArgumentException where the bytes are no message, or one that this release does
  ///   not know
  NodeMessage decode(byte[] bytes);
}
