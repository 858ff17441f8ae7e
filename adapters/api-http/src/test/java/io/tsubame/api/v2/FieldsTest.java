package io.tsubame.api.v2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.linecorp.armeria.common.HttpMethod;
import com.linecorp.armeria.common.RequestHeaders;
import io.tsubame.api.Parameters;
import io.tsubame.api.Refusal;
import io.tsubame.api.Request;
import io.tsubame.api.Request.Origin;
import io.tsubame.api.Request.Variables;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.IconPreset;
import io.tsubame.domain.room.TaskStatus;
import java.net.InetAddress;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Reading of typed values, rules A20 to A24 of `docs/spec/api-v2.md`.
final class FieldsTest {
  private static final RoomId ROOM = new RoomId(128);

  @ParameterizedTest(name = "[A20] the room id {0} is refused")
  @ValueSource(
      strings = {
        "0",
        "-1",
        "+1",
        "1.0",
        "1e3",
        "2147483648",
        "99999999999999999999",
        "abc",
        "",
        " 1",
        "１",
        "0x10"
      })
  void ids(String id) {
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> Fields.room(at(id)))
        .satisfies(refusal -> assertThat(refusal.error().status()).isEqualTo(400))
        .withMessage("Parameter 'room_id' must be a positive number");
  }

  @Test
  @DisplayName("[A20] ids up to 2^31 - 1 are taken")
  void goodIds() {
    assertThat(Fields.room(at("2147483647"))).isEqualTo(new RoomId(Integer.MAX_VALUE));
    assertThat(Fields.room(at("0128"))).isEqualTo(ROOM);
  }

  @Test
  @DisplayName("[A21] lists are comma-separated or repeated, with spaces, each id once")
  void lists() {
    assertThat(Fields.accounts(query("ids=1,2,%203,&ids=3&ids=4"), "ids"))
        .extracting(AccountId::value)
        .containsExactly(1, 2, 3, 4);
    assertThat(Fields.accounts(query("ids[0]=1&ids%5B1%5D=2&ids[]=3&idsy=4&xids=5"), "ids"))
        .extracting(AccountId::value)
        .containsExactly(1, 2, 3);
    assertThat(Fields.accounts(query("ids="), "ids")).isEmpty();
    for (String broken : List.of("ids=1,x", "ids=-1", "ids=1;2", "ids=0")) {
      assertThatExceptionOfType(Refusal.class)
          .isThrownBy(() -> Fields.accounts(query(broken), "ids"));
    }
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> Fields.requiredAccounts(query("ids=,"), "ids"))
        .withMessage("Parameter 'ids' is required");
  }

  @Test
  @DisplayName("[A22] flags are 0 and 1, also false and true")
  void flags() {
    assertThat(Fields.flag(query("a=1&b=0&c=true&d=false&e="), "a", false)).isTrue();
    assertThat(Fields.flag(query("b=0"), "b", true)).isFalse();
    assertThat(Fields.flag(query("c=true"), "c", false)).isTrue();
    assertThat(Fields.flag(query("d=false"), "d", true)).isFalse();
    assertThat(Fields.flag(query("e="), "e", true)).isTrue();
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> Fields.flag(query("a=yes"), "a", true));
  }

  @Test
  @DisplayName("[A23] names of icons and statuses are taken exactly")
  void names() {
    assertThat(Fields.icon(query("icon_preset=magcup"))).isEqualTo(IconPreset.MAGCUP);
    assertThat(Fields.icon(query("x=1"))).isNull();
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> Fields.icon(query("icon_preset=Magcup")));
    assertThat(Fields.status("status", "done", TaskStatus.OPEN)).isEqualTo(TaskStatus.DONE);
    assertThatExceptionOfType(Refusal.class)
        .isThrownBy(() -> Fields.status("status", "closed", TaskStatus.OPEN));
  }

  @Test
  @DisplayName("[A24] a message id of another room is beyond every message")
  void messages() {
    assertThat(Fields.sequence(MessageId.of(ROOM, 7).value(), ROOM)).isEqualTo(7);
    assertThat(Fields.sequence(MessageId.of(new RoomId(64), 7).value(), ROOM))
        .isEqualTo(Integer.MAX_VALUE);
    assertThat(Fields.sequence(5, ROOM)).isEqualTo(Integer.MAX_VALUE);
  }

  private static Parameters query(String query) {
    return request("/", query, Variables.NONE).query();
  }

  private static Request at(String room) {
    return request("/", null, new Variables(new String[] {"room_id"}, new String[] {room}));
  }

  private static Request request(String path, String query, Variables variables) {
    return new Request(
        HttpMethod.GET,
        path,
        query,
        RequestHeaders.of(HttpMethod.GET, path),
        new byte[0],
        variables,
        new Origin(InetAddress.getLoopbackAddress(), "http://localhost", null));
  }
}
