package io.tsubame.domain;

import static org.assertj.core.api.Assertions.assertThat;

import io.tsubame.domain.handle.HandleCommand.ClaimHandle;
import io.tsubame.domain.handle.HandleName;
import io.tsubame.domain.organization.OrganizationCommand.InvitePerson;
import io.tsubame.domain.room.Deadline;
import io.tsubame.domain.room.RoomCommand.ImportedMessage;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

final class WholeMillisecondsTest {
  private static final Instant FINE = Instant.parse("2026-04-01T00:00:00.123456789Z");
  private static final Instant CUT = Instant.parse("2026-04-01T00:00:00.123Z");

  @Test
  @DisplayName("[EV10] the time of a decision is cut to the millisecond")
  void timeOfADecision() {
    assertThat(new Context(FINE, Actor.SERVER, new FreshIds(1, 64)).now()).isEqualTo(CUT);
  }

  @Test
  @DisplayName("[EV10] deadlines are cut to the millisecond")
  void deadlines() {
    assertThat(new Deadline.Day(FINE)).isEqualTo(new Deadline.Day(CUT));
    assertThat(new Deadline.Time(FINE)).isEqualTo(new Deadline.Time(CUT));
  }

  @Test
  @DisplayName("[EV10] the times of imported messages are cut to the millisecond")
  void importedMessages() {
    assertThat(new ImportedMessage(new AccountId(1), "text", FINE, FINE, List.of()))
        .isEqualTo(new ImportedMessage(new AccountId(1), "text", CUT, CUT, List.of()));
    assertThat(new ImportedMessage(new AccountId(1), "text", FINE, null, List.of()).editedAt())
        .isNull();
  }

  @Test
  @DisplayName("[EV10] the ends of claims and invitations are cut to the millisecond")
  void ends() {
    HandleName name = new HandleName(HandleName.Kind.LINK_CODE, "code");
    assertThat(new ClaimHandle(name, "claim", FINE)).isEqualTo(new ClaimHandle(name, "claim", CUT));
    assertThat(new InvitePerson("code", "", FINE)).isEqualTo(new InvitePerson("code", "", CUT));
  }
}
