package io.tsubame.imports.slack;

import io.tsubame.application.imports.ImportSource;
import io.tsubame.application.imports.ImportedPerson;
import io.tsubame.application.imports.ImportedRoom;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.Limits;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomCommand.ImportedMessage;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// An export that was read to its end and found whole.
final class SlackExport implements ImportSource, AutoCloseable {
  private final ZipArchive archive;
  private final ArchiveLimits limits;
  private final Limits bounds;
  private final SlackPeople people;
  private final WorkspaceName name;
  private final Map<String, Conversation> conversations = new LinkedHashMap<>();
  private final int ignored;

  SlackExport(
      ZipArchive archive, ArchiveLimits limits, Limits bounds, ExportScan.Findings findings) {
    this.archive = archive;
    this.limits = limits;
    this.bounds = bounds;
    this.people = findings.people();
    this.name = findings.name();
    this.ignored = findings.ignored();
    findings.conversations().forEach(each -> conversations.put(each.room().id(), each));
  }

  @Override
  public String workspace() {
    return "slack:" + name.key();
  }

  @Override
  public int fingerprint() {
    return name.fingerprint();
  }

  @Override
  public List<ImportedPerson> people() {
    return people.imported(name.domain(), bounds);
  }

  @Override
  public List<ImportedRoom> rooms() {
    return conversations.values().stream().map(Conversation::room).toList();
  }

  @Override
  public Iterator<ImportedMessage> messages(
      ImportedRoom room, RoomId target, Map<String, AccountId> accounts) {
    Conversation conversation = conversations.get(room.id());
    if (conversation == null) {
      throw new IllegalArgumentException("not of this export: " + room.id());
    }
    MessageConversion conversion =
        new MessageConversion(target, accounts, people, bounds, conversation.threads());
    return new ConversationMessages(archive, limits, conversation.days(), conversion);
  }

  /// Files of the archive that hold nothing to import.
  int ignored() {
    return ignored;
  }

  @Override
  public void close() {
    archive.close();
  }
}
