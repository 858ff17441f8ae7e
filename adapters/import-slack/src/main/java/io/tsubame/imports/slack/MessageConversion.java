package io.tsubame.imports.slack;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.Limits;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.room.RoomCommand.ImportedMessage;
import io.tsubame.domain.room.RoomCommand.ImportedReaction;
import io.tsubame.imports.slack.Mrkdwn.Mention;
import io.tsubame.imports.slack.SlackMessage.Attachment;
import io.tsubame.imports.slack.SlackMessage.Reaction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Converts the messages of one channel, all of them in order: it counts them, to know the number
/// that each gets in its room, which replies name.
final class MessageConversion {
  /// What stands for a message of which nothing can be shown, since none may be empty.
  private static final String NOTHING = " ";

  private final RoomId room;
  private final Map<String, AccountId> accounts;
  private final SlackPeople people;
  private final Limits limits;
  private final long[] threads;
  private final Map<Long, Begun> begun = new HashMap<>();
  private int sequence;

  /// A message to which others reply.
  private record Begun(int sequence, AccountId author) {}

  MessageConversion(
      RoomId room,
      Map<String, AccountId> accounts,
      SlackPeople people,
      Limits limits,
      long[] threads) {
    this.room = room;
    this.accounts = accounts;
    this.people = people;
    this.limits = limits;
    this.threads = threads.clone();
  }

  ImportedMessage converted(SlackMessage message) {
    sequence++;
    AccountId author = account(people.author(message));
    long time = message.time().micros();
    if (Arrays.binarySearch(threads, time) >= 0) {
      begun.putIfAbsent(time, new Begun(sequence, author));
    }
    SlackTime edited = message.edited();
    return new ImportedMessage(
        author,
        body(message),
        message.time().instant(),
        edited == null ? null : edited.instant(),
        reactions(message.reactions()));
  }

  private AccountId account(String id) {
    AccountId account = accounts.get(id);
    if (account == null) {
      throw new IllegalStateException("not met in the first pass: " + id);
    }
    return account;
  }

  private String body(SlackMessage message) {
    StringBuilder body = new StringBuilder(reply(message));
    body.append(Mrkdwn.convert(message.text(), this::mention));
    message.attachments().forEach(attachment -> body.append(box(attachment)));
    if (!message.files().isEmpty()) {
      body.append("[info]📎 ")
          .append(Notations.literal(String.join("\n📎 ", message.files())))
          .append("[/info]");
    }
    return body.isEmpty() ? NOTHING : WellFormed.cut(body.toString(), limits.messageLength());
  }

  private String reply(SlackMessage message) {
    SlackTime thread = message.thread();
    Begun to = thread == null || !message.isReply() ? null : begun.get(thread.micros());
    return to == null
        ? ""
        : "[rp aid=%s to=%s-%s]\n".formatted(to.author(), room, MessageId.of(room, to.sequence()));
  }

  private String box(Attachment attachment) {
    String title = attachment.title();
    return "[info]"
        + (title.isBlank() ? "" : "[title]" + Mrkdwn.convert(title, this::mention) + "[/title]")
        + Mrkdwn.convert(attachment.text(), this::mention)
        + "[/info]";
  }

  /// Nobody where the export does not know the person; then the text keeps what it says.
  private @Nullable Mention mention(String id) {
    AccountId account = accounts.get(id);
    String name = people.name(id);
    return account == null || name == null
        ? null
        : new Mention(account.value(), WellFormed.name(name, id, limits.nameLength()));
  }

  /// A kind that comes twice counts once.
  private List<ImportedReaction> reactions(List<Reaction> kinds) {
    Set<ImportedReaction> reactions = new LinkedHashSet<>();
    Set<String> names = new LinkedHashSet<>();
    for (Reaction kind : kinds) {
      String name = WellFormed.name(kind.name(), "?", limits.reactionLength());
      if (names.contains(name) || names.size() < limits.reactionKindsPerMessage()) {
        names.add(name);
        kind.users().forEach(user -> reactions.add(new ImportedReaction(name, account(user))));
      }
    }
    return new ArrayList<>(reactions);
  }
}
