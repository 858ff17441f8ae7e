package io.tsubame.domain.handle;

import static io.tsubame.domain.Actor.SERVER;
import static io.tsubame.domain.DeciderSpec.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Actor;
import io.tsubame.domain.DeciderSpec;
import io.tsubame.domain.handle.HandleCommand.BindHandle;
import io.tsubame.domain.handle.HandleCommand.ClaimHandle;
import io.tsubame.domain.handle.HandleCommand.FinishClaim;
import io.tsubame.domain.handle.HandleCommand.ReleaseHandle;
import io.tsubame.domain.handle.HandleEvent.HandleBound;
import io.tsubame.domain.handle.HandleEvent.HandleClaimed;
import io.tsubame.domain.handle.HandleEvent.HandleReleased;
import io.tsubame.domain.handle.HandleName.Kind;
import io.tsubame.domain.handle.HandleRejection.HandleTaken;
import io.tsubame.domain.handle.HandleRejection.NotTheHolder;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The numbers are those of `docs/spec/handles.md`.
class HandleDeciderTest {
  private static final HandleName NAME = new HandleName(Kind.EMAIL, "aoi@tsubame.example");
  private static final Instant END = NOW.plusSeconds(60);
  private static final HandleClaimed CLAIMED = new HandleClaimed(NAME, "one", NOW, END);
  private static final HandleBound BOUND = new HandleBound(NAME, 7);
  private static final HandleReleased RELEASED = new HandleReleased(NAME);

  private static final DeciderSpec<HandleCommand, Handle, HandleEvent> FREE =
      DeciderSpec.of(new HandleDecider());

  private static ClaimHandle claim(String attempt) {
    return new ClaimHandle(NAME, attempt, END);
  }

  private static BindHandle bind(String attempt, int holder) {
    return new BindHandle(NAME, attempt, holder);
  }

  private static ReleaseHandle release(String attempt, int holder) {
    return new ReleaseHandle(NAME, attempt, holder);
  }

  @TestFactory
  Stream<DynamicTest> claiming() {
    Instant later = END.plusSeconds(60);
    return Stream.of(
        FREE.when(SERVER, claim("one")).then("[HA2] a free one", CLAIMED),
        FREE.given(CLAIMED, RELEASED).when(SERVER, claim("one")).then("[HA2] free again", CLAIMED),
        FREE.given(CLAIMED).when(SERVER, claim("one")).thenNothing("[HA3] the same attempt again"),
        FREE.given(CLAIMED)
            .when(SERVER, new ClaimHandle(NAME, "one", later))
            .then("[HA3] for longer", new HandleClaimed(NAME, "one", NOW, later)),
        FREE.given(CLAIMED)
            .when(SERVER, claim("two"))
            .at(END.minusMillis(1))
            .thenRejected("[HA4] another attempt before the end", new HandleTaken()),
        FREE.given(CLAIMED)
            .when(SERVER, new ClaimHandle(NAME, "two", later))
            .at(END)
            .then("[HA4] another attempt at the end", new HandleClaimed(NAME, "two", END, later)),
        FREE.given(BOUND)
            .when(SERVER, claim("one"))
            .thenRejected("[HA5] a bound one", new HandleTaken()));
  }

  @TestFactory
  Stream<DynamicTest> binding() {
    return Stream.of(
        FREE.when(SERVER, bind("one", 7)).then("[HA5] a free one", BOUND),
        FREE.given(CLAIMED).when(SERVER, bind("one", 7)).then("[HA5] under the claim", BOUND),
        FREE.given(CLAIMED)
            .when(SERVER, bind("one", 7))
            .at(END.plusSeconds(1))
            .then("[HA5] late, but nobody came between", BOUND),
        FREE.given(CLAIMED)
            .when(SERVER, bind("two", 7))
            .thenRejected("[HA4] under another claim", new HandleTaken()),
        FREE.given(CLAIMED).when(SERVER, bind("two", 7)).at(END).then("[HA4] at the end", BOUND),
        FREE.given(BOUND).when(SERVER, bind("any", 7)).thenNothing("[HA5] again"),
        FREE.given(BOUND)
            .when(SERVER, bind("one", 8))
            .thenRejected("[HA5] somebody else's", new HandleTaken()));
  }

  @TestFactory
  Stream<DynamicTest> finishing() {
    FinishClaim finish = new FinishClaim(NAME, "one", 7);
    return Stream.of(
        FREE.given(CLAIMED).when(SERVER, finish).then("[HA8] what is still claimed", BOUND),
        FREE.given(CLAIMED)
            .when(SERVER, finish)
            .at(END.plusSeconds(1))
            .then("[HA8] late, but nobody came between", BOUND),
        FREE.given(BOUND).when(SERVER, finish).thenNothing("[HA8] what is bound already"),
        FREE.given(CLAIMED, BOUND, RELEASED)
            .when(SERVER, finish)
            .thenRejected("[HA8] what was given up since", new HandleTaken()),
        FREE.given(new HandleClaimed(NAME, "two", NOW, END))
            .when(SERVER, finish)
            .at(END.plusSeconds(1))
            .thenRejected("[HA8] what another attempt has claimed", new HandleTaken()));
  }

  @TestFactory
  Stream<DynamicTest> releasing() {
    return Stream.of(
        FREE.when(SERVER, release("one", 0)).thenNothing("[HA6] a free one"),
        FREE.given(CLAIMED).when(SERVER, release("one", 0)).then("[HA6] one's claim", RELEASED),
        FREE.given(CLAIMED)
            .when(SERVER, release("two", 0))
            .thenRejected("[HA6] another's claim", new NotTheHolder()),
        FREE.given(BOUND).when(SERVER, release("", 7)).then("[HA6] one's own", RELEASED),
        FREE.given(BOUND)
            .when(SERVER, release("one", 8))
            .thenRejected("[HA6] somebody else's", new NotTheHolder()),
        FREE.given(CLAIMED, BOUND)
            .when(SERVER, release("one", 0))
            .thenRejected("[HA6] a claim that became a binding", new NotTheHolder()));
  }

  @TestFactory
  Stream<DynamicTest> onlyTheServer() {
    Actor person = Actor.of(new AccountId(7));
    return Stream.of(claim("one"), bind("one", 7), release("one", 7))
        .map(command ->
            FREE.given(BOUND)
                .when(person, command)
                .thenRejected("[HA1] not by a person", new NotTheHolder()));
  }

  @Test
  @DisplayName("[HA7] spellings that differ in case are one address, but two codes")
  void spellings() {
    assertThat(new HandleName(Kind.EMAIL, "AOI@Tsubame.example")).isEqualTo(NAME);
    assertThat(new HandleName(Kind.LINK_CODE, "A"))
        .isNotEqualTo(new HandleName(Kind.LINK_CODE, "a"));
    assertThat(new HandleName(Kind.EMAIL, "a")).isNotEqualTo(new HandleName(Kind.CHATWORK_ID, "a"));
  }

  @Test
  @DisplayName("[HA7] a handle has 1 to 512 characters")
  void length() {
    assertThat(new HandleName(Kind.EXTERNAL, "x".repeat(512)).name()).hasSize(512);
    assertThatThrownBy(() -> new HandleName(Kind.EXTERNAL, ""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new HandleName(Kind.EXTERNAL, "x".repeat(513)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
