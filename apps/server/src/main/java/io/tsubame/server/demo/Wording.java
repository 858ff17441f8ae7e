package io.tsubame.server.demo;

import io.tsubame.domain.MessageId;
import io.tsubame.domain.RoomId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Turns what a script says into messages of one room: `{to sora}` mentions, `{re LABEL}` replies,
/// and `{quote LABEL}` quotes.
final class Wording {
  private static final Pattern TAG = Pattern.compile("\\{(to|re|quote) (\\w+)}\n?");

  private final RoomId room;
  private final Accounts accounts;
  private final Map<String, Labelled> labelled = new HashMap<>();

  private record Labelled(Cast by, Instant at, int sequence, String body) {}

  Wording(RoomId room, Accounts accounts) {
    this.room = room;
    this.accounts = accounts;
  }

  /// The message's body; from now on others may refer to it.
  String body(Script.Said said, int sequence) {
    String body = TAG.matcher(said.text()).replaceAll(tag -> escaped(tag(tag)));
    if (!said.label().isEmpty()) {
      labelled.put(said.label(), new Labelled(said.by(), said.at(), sequence, said.text()));
    }
    return body;
  }

  int sequence(String label) {
    return known(label).sequence();
  }

  private String tag(MatchResult tag) {
    return switch (tag.group(1)) {
      case "to" -> mention(Cast.named(tag.group(2)));
      case "re" -> reply(known(tag.group(2)));
      default -> quote(known(tag.group(2)));
    };
  }

  private String mention(Cast person) {
    return "[To:" + accounts.of(person) + "]" + person.fullName() + "さん\n";
  }

  private String reply(Labelled to) {
    return "[rp aid=%s to=%s-%s]%sさん\n"
        .formatted(
            accounts.of(to.by()), room, MessageId.of(room, to.sequence()), to.by().fullName());
  }

  private String quote(Labelled of) {
    return "[qt][qtmeta aid=%s time=%d]%s[/qt]\n"
        .formatted(accounts.of(of.by()), of.at().getEpochSecond(), of.body());
  }

  private Labelled known(String label) {
    Labelled found = labelled.get(label);
    if (found == null) {
      throw new IllegalArgumentException("nothing is called #" + label + " so far");
    }
    return found;
  }

  private static String escaped(String replacement) {
    return Matcher.quoteReplacement(replacement);
  }
}
