package io.tsubame.api.v1;

import static io.tsubame.api.v1.Schema.list;
import static io.tsubame.api.v1.Schema.object;
import static io.tsubame.api.v1.Schema.optional;
import static io.tsubame.api.v1.Schema.required;

import io.tsubame.api.Response;
import io.tsubame.application.Application;
import io.tsubame.application.ApplicationRejection.NoSuchPerson;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.Member;
import io.tsubame.domain.room.Role;
import io.tsubame.domain.room.RoomCommand.MemberLists;
import io.tsubame.domain.room.RoomCommand.RemoveMember;
import java.util.List;

/// `/v1/rooms/{room_id}/members`.
final class MembersResource {
  private final Application app;

  MembersResource(Application app) {
    this.app = app;
  }

  List<Operation> operations() {
    Schema accounts = Schema.ids(app.limits().membersPerRoom());
    Schema members = object(required("members", list(RoomShape.MEMBER)));
    return List.of(
        Operation.get(
            "/rooms/{room_id}/members", "Who is in the room, by id", members, this::members),
        Operation.put("/rooms/{room_id}/members", "Replace the whole list", this::replace)
            .reading(
                required("admin_ids", accounts),
                optional("member_ids", accounts),
                optional("readonly_ids", accounts))
            .answering(members),
        Operation.post(
                "/rooms/{room_id}/members", "Add people, or give them another role", this::add)
            .reading(required("account_ids", accounts), optional("role", Words.choice(Role.class)))
            .answering(members),
        Operation.delete(
            "/rooms/{room_id}/members/{account_id}", "Take somebody out", this::remove));
  }

  static MemberLists lists(Fields body) {
    return new MemberLists(
        body.accounts("admin_ids"), body.accounts("member_ids"), body.accounts("readonly_ids"));
  }

  private Response members(Exchange exchange) {
    return answer(exchange, exchange.room());
  }

  private Response replace(Exchange exchange) {
    RoomId room = exchange.room();
    exchange.accepted(
        app.groupRooms()
            .replaceMembers(exchange.caller(), room, lists(exchange.body()), exchange.commandId()));
    exchange.refresh();
    return answer(exchange, room);
  }

  private Response add(Exchange exchange) {
    RoomId room = exchange.room();
    Fields body = exchange.body();
    Role role = body.has("role") ? body.word("role", Role.class) : Role.MEMBER;
    List<Member> members =
        body.accounts("account_ids").stream().map(account -> new Member(account, role)).toList();
    exchange.accepted(
        app.groupRooms().addMembers(exchange.caller(), room, members, exchange.commandId()));
    exchange.refresh();
    return answer(exchange, room);
  }

  private Response remove(Exchange exchange) {
    exchange.toRoom(exchange.room(), new RemoveMember(exchange.account(new NoSuchPerson())));
    return Response.NO_CONTENT;
  }

  private Response answer(Exchange exchange, RoomId room) {
    List<Member> members = exchange.found(app.queries().rooms().members(exchange.caller(), room));
    return Answers.list("members", members, RoomShape::writeMember);
  }
}
