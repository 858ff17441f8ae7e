package io.tsubame.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.OutcomeUnknown;
import io.tsubame.application.Unavailable;
import io.tsubame.application.log.EventLog;
import io.tsubame.application.log.EventLog.LogRecord;
import io.tsubame.application.log.EventLog.Ownership;
import io.tsubame.application.log.NotOwner;
import io.tsubame.testkit.InMemoryEventLog.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class InMemoryEventLogTest extends EventLogContract {
  private static final List<LogRecord> ONE = List.of(new LogRecord("text", new byte[1]));

  private @Nullable InMemoryEventLog log;

  @Override
  protected EventLog start(int shards) {
    log = log == null ? new InMemoryEventLog(shards) : log.reopened();
    return log;
  }

  @Test
  @DisplayName("[EL12] faults on demand come in the order of the calls, and end")
  void faultsOnDemand() {
    InMemoryEventLog faulty = new InMemoryEventLog(1);
    Ownership owner = faulty.open(0);
    List.of(
            Fault.UNAVAILABLE,
            Fault.NOT_OWNER,
            Fault.OUTCOME_UNKNOWN_LOST,
            Fault.OUTCOME_UNKNOWN_APPENDED)
        .forEach(faulty::failNextAppend);

    assertThatThrownBy(() -> faulty.append(owner, 1, ONE)).isInstanceOf(Unavailable.class);
    assertThatThrownBy(() -> faulty.append(owner, 1, ONE)).isInstanceOf(NotOwner.class);
    assertThatThrownBy(() -> faulty.append(owner, 1, ONE)).isInstanceOf(OutcomeUnknown.class);
    assertThat(faulty.end(0)).isEqualTo(1);
    assertThatThrownBy(() -> faulty.append(owner, 1, ONE)).isInstanceOf(OutcomeUnknown.class);
    assertThat(faulty.end(0)).isEqualTo(2);
    faulty.append(owner, 2, ONE);
    assertThat(faulty.end(0)).isEqualTo(3);
  }

  @Test
  @DisplayName("held appends do nothing until they are released")
  void gate() throws Exception {
    InMemoryEventLog held = new InMemoryEventLog(1);
    Ownership owner = held.open(0);
    held.holdAppends();
    Thread writer = Thread.ofVirtual().start(() -> held.append(owner, 1, ONE));

    held.awaitHeldAppends(1);
    assertThat(held.end(0)).isEqualTo(1);
    held.releaseAppends();
    writer.join();
    assertThat(held.end(0)).isEqualTo(2);
  }
}
