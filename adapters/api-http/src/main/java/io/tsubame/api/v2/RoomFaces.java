package io.tsubame.api.v2;

import io.tsubame.api.Pictures;
import io.tsubame.api.Request;
import io.tsubame.application.Answer;
import io.tsubame.application.Application;
import io.tsubame.application.query.RoomView;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomType;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds the names and pictures of rooms as one member sees them, with one question for all the
/// people in them.
///
/// @param application what answers
record RoomFaces(Application application) {
  private static final String MY_CHAT = "My chat";

  /// The faces of those of the rooms that the caller is in.
  Map<RoomId, RoomFace> of(Request request, Collection<RoomId> ids) {
    List<RoomView> rooms = new ArrayList<>();
    for (RoomId id : ids) {
      if (application.queries().rooms().room(request.caller(), id)
          instanceof Answer.Found<RoomView>(RoomView room)) {
        rooms.add(room);
      }
    }
    return of(request, rooms, people(request, rooms));
  }

  /// Those whose names and pictures the rooms show.
  People people(Request request, List<RoomView> rooms) {
    Set<AccountId> shown = new HashSet<>();
    for (RoomView room : rooms) {
      if (room.partner() != null) {
        shown.add(room.partner());
      } else if (room.type() == RoomType.MY) {
        shown.add(request.caller());
      }
    }
    return new Readers(application).people(shown, request);
  }

  private static Map<RoomId, RoomFace> of(Request request, List<RoomView> rooms, People people) {
    Map<RoomId, RoomFace> faces = new HashMap<>();
    for (RoomView room : rooms) {
      faces.put(room.id(), of(room, request.caller(), people));
    }
    return faces;
  }

  static RoomFace of(RoomView room, AccountId reader, People people) {
    return switch (room.type()) {
      case MY -> new RoomFace(MY_CHAT, people.avatar(reader));
      case DIRECT -> {
        AccountId partner = room.partner() == null ? reader : room.partner();
        yield new RoomFace(people.name(partner), people.avatar(partner));
      }
      case GROUP -> new RoomFace(room.name(), Pictures.icon(people.baseUrl(), room.icon()));
    };
  }
}
