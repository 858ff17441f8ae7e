package io.tsubame.application.imports;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomCommand.ImportedMessage;
import java.util.Iterator;
import java.util.List;
import java.util.Map;

/// A workspace from elsewhere that was read once to its end and found whole: nothing of it is
/// refused for its form later.
public interface ImportSource {
  /// Names the workspace over all that are ever imported, as `kind:key`, at most 80 characters.
  String workspace();

  /// Tells contents of the same workspace apart. The same content always gives the same number.
  int fingerprint();

  /// In an order that is always the same, the one who becomes the organization's administrator
  /// first.
  List<ImportedPerson> people();

  /// In an order that is always the same.
  List<ImportedRoom> rooms();

  /// The messages of the room, oldest first, always the same. Holds only a bounded part of them.
  ///
  /// @param target the room that they go to, which replies name
  /// @param accounts of all people, by external id
  Iterator<ImportedMessage> messages(
      ImportedRoom room, RoomId target, Map<String, AccountId> accounts);
}
