package io.tsubame.imports.slack;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// What tells a workspace from all others, and one content of it from another.
///
/// @param key the same for all exports of the workspace
/// @param fingerprint positive
record WorkspaceName(String key, int fingerprint) {
  /// The team to which most people belong; without teams, the people themselves.
  ///
  /// @param users of `users.json`
  /// @param marks of all files that are used, in order
  static WorkspaceName of(Collection<SlackUser> users, List<String> marks) {
    Map<String, Integer> teams = new TreeMap<>();
    users.stream()
        .map(SlackUser::team)
        .filter(SlackId::isOne)
        .forEach(team -> teams.merge(team, 1, Integer::sum));
    String key =
        teams.entrySet().stream()
            .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(reversedKeys()))
            .map(Map.Entry::getKey)
            .orElseGet(() -> "users-" + digest(users.stream().map(SlackUser::id).toList(), 8));
    int fingerprint = Integer.parseUnsignedInt(digest(marks, 4), 16) & Integer.MAX_VALUE;
    return new WorkspaceName(key, Math.max(1, fingerprint));
  }

  private static Comparator<Map.Entry<String, Integer>> reversedKeys() {
    return Map.Entry.<String, Integer>comparingByKey().reversed();
  }

  /// Below a top-level domain that never exists.
  String domain() {
    return key.toLowerCase(Locale.ROOT).replace('_', '-') + ".slack.invalid";
  }

  private static String digest(List<String> lines, int bytes) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      lines.stream()
          .sorted()
          .forEach(line -> digest.update((line + "\n").getBytes(StandardCharsets.UTF_8)));
      return HexFormat.of().formatHex(digest.digest(), 0, bytes);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
