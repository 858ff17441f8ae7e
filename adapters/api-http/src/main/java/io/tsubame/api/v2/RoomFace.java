package io.tsubame.api.v2;

/// What a room shows to one of its members: a direct room its partner, My chat its owner.
///
/// @param iconPath an absolute URL
record RoomFace(String name, String iconPath) {
  static final RoomFace UNKNOWN = new RoomFace("", "");
}
