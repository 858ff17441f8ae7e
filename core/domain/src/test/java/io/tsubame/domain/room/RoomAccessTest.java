package io.tsubame.domain.room;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RoomAccessTest {
  /// Operation, administrator, member, read-only; a word in place of yes and no is a setting.
  private static final String GROUP =
      """
      READ                 yes  yes    yes
      SEE_MEMBERS          yes  see    see
      MARK_READ            yes  yes    yes
      POST_MESSAGE         yes  post   no
      REACT                yes  yes    no
      EDIT_OWN_MESSAGE     yes  post   no
      DELETE_OWN_MESSAGE   yes  yes    no
      ADD_TASK             yes  tasks  no
      CHANGE_TASK          yes  yes    no
      SEND_FILE            yes  files  no
      DELETE_FILE          yes  yes    no
      EDIT_ROOM            yes  no     no
      CHANGE_SETTINGS      yes  no     no
      CHANGE_MEMBERS       yes  no     no
      ANSWER_JOIN_REQUEST  yes  no     no
      CHANGE_LINK          yes  no     no
      SEE_LINK             yes  no     no
      LEAVE                yes  yes    yes
      DELETE_ROOM          yes  no     no
      """;

  private static final Set<RoomOperation> NOT_ELSEWHERE =
      Set.of(
          RoomOperation.CHANGE_SETTINGS,
          RoomOperation.CHANGE_MEMBERS,
          RoomOperation.ANSWER_JOIN_REQUEST,
          RoomOperation.CHANGE_LINK,
          RoomOperation.SEE_LINK,
          RoomOperation.LEAVE,
          RoomOperation.DELETE_ROOM);

  @Test
  @DisplayName("[RM7][RM8][RM9] every operation of every role in a group, by all settings")
  void decidesForGroups() {
    Set<RoomOperation> seen = new HashSet<>();
    for (String line : GROUP.lines().toList()) {
      String[] cells = line.split(" +", -1);
      RoomOperation operation = RoomOperation.valueOf(cells[0]);
      seen.add(operation);
      for (RoomSettings settings : allSettings()) {
        expect(operation, RoomType.GROUP, Role.ADMIN, settings, allows(cells[1], settings));
        expect(operation, RoomType.GROUP, Role.MEMBER, settings, allows(cells[2], settings));
        expect(operation, RoomType.GROUP, Role.READONLY, settings, allows(cells[3], settings));
      }
    }
    assertThat(seen).containsExactlyInAnyOrder(RoomOperation.values());
  }

  @Test
  @DisplayName("[RM10][RM11] administrators of other rooms do all but what groups have")
  void decidesForOtherRooms() {
    for (RoomType type : List.of(RoomType.MY, RoomType.DIRECT)) {
      for (RoomOperation operation : RoomOperation.values()) {
        boolean groupsOnly = NOT_ELSEWHERE.contains(operation);
        assertThat(RoomAccess.isForGroupsOnly(operation)).isEqualTo(groupsOnly);
        for (RoomSettings settings : allSettings()) {
          expect(operation, type, Role.ADMIN, settings, !groupsOnly);
        }
      }
    }
  }

  @Test
  @DisplayName("[RM11] settings mean nothing outside of groups")
  void ignoresSettingsElsewhere() {
    for (RoomType type : List.of(RoomType.MY, RoomType.DIRECT)) {
      for (RoomOperation operation : RoomOperation.values()) {
        for (Role role : Role.values()) {
          boolean open = RoomAccess.mayDo(operation, type, role, RoomSettings.OPEN);
          allSettings().forEach(settings -> expect(operation, type, role, settings, open));
        }
      }
    }
  }

  @Test
  @DisplayName("[RM4] who is not a member may do nothing")
  void refusesStrangers() {
    for (RoomOperation operation : RoomOperation.values()) {
      for (RoomType type : RoomType.values()) {
        allSettings().forEach(settings -> expect(operation, type, null, settings, false));
      }
    }
  }

  private static void expect(
      RoomOperation operation,
      RoomType type,
      @Nullable Role role,
      RoomSettings settings,
      boolean allowed) {
    assertThat(RoomAccess.mayDo(operation, type, role, settings))
        .as("%s in %s as %s with %s", operation, type, role, settings)
        .isEqualTo(allowed);
  }

  private static boolean allows(String cell, RoomSettings settings) {
    return switch (cell) {
      case "yes" -> true;
      case "no" -> false;
      case "post" -> settings.membersMayPost();
      case "tasks" -> settings.membersMayAddTasks();
      case "files" -> settings.membersMaySendFiles();
      case "see" -> settings.membersMaySeeMembers();
      default -> throw new IllegalArgumentException(cell);
    };
  }

  private static List<RoomSettings> allSettings() {
    List<RoomSettings> all = new ArrayList<>();
    for (int bits = 0; bits < 16; bits++) {
      all.add(new RoomSettings((bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0, (bits & 8) != 0));
    }
    return all;
  }
}
