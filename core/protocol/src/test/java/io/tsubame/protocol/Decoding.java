package io.tsubame.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.application.log.CorruptLog;
import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.shard.Commit;

/// What holds for any bytes at all.
final class Decoding {
  private static final ProtobufCommitCodec CODEC = new ProtobufCommitCodec();

  private Decoding() {}

  /// Lets every exception through but the one that is allowed; what is a commit is also one after
  /// it was written again.
  static void decodeOrReject(byte[] payload) {
    Commit commit;
    try {
      commit = CODEC.decode(new LogRecord(ProtobufCommitCodec.RECORD_TYPE, payload));
    } catch (CorruptLog expected) {
      assertThat(expected).hasMessageNotContaining("null");
      return;
    }
    assertThat(CODEC.decode(CODEC.encode(commit))).isEqualTo(commit);
  }
}
