package io.tsubame.imports.slack;

import io.tsubame.application.imports.ImportedPerson;
import io.tsubame.domain.Limits;
import io.tsubame.domain.Text;
import io.tsubame.domain.account.Profile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Everybody whom the export knows: those of `users.json`, and those of whom only messages tell.
final class SlackPeople {
  private static final String NOBODY = "unknown";

  private final ArchiveLimits limits;
  private final Map<String, SlackUser> users = new TreeMap<>();
  private final Map<String, String> usersOfBots = new HashMap<>();

  SlackPeople(ArchiveLimits limits) {
    this.limits = limits;
  }

  void read(ZipArchive archive, String entry) {
    try (JsonFile file = JsonFile.open(archive, entry, limits)) {
      while (file.next()) {
        SlackUser user = SlackUser.read(file);
        if (users.put(user.id(), user) != null) {
          throw file.fault("has " + user.id() + " twice");
        }
        if (!user.bot().isEmpty()) {
          usersOfBots.putIfAbsent(user.bot(), user.id());
        }
        checkCount(file);
      }
      if (users.isEmpty()) {
        throw file.fault("lists nobody");
      }
    }
  }

  /// Whose message it is: the person's, else the bot's account, else the bot's own id.
  String author(SlackMessage message) {
    if (!message.user().isEmpty()) {
      return message.user();
    }
    if (!message.bot().isEmpty()) {
      return usersOfBots.getOrDefault(message.bot(), message.bot());
    }
    return NOBODY;
  }

  /// Makes somebody of an id that nobody has.
  ///
  /// @param name empty where none is told
  void meet(String id, String name, JsonFile file) {
    SlackUser known = users.get(id);
    if (known == null) {
      users.put(id, SlackUser.unknown(id, name.isBlank() ? id : name));
      checkCount(file);
    } else if (known.name().equals(id) && !name.isBlank() && known.team().isEmpty()) {
      users.put(id, SlackUser.unknown(id, name));
    }
  }

  private void checkCount(JsonFile file) {
    if (users.size() > limits.people()) {
      throw file.fault("brings the people to more than " + limits.people());
    }
  }

  boolean isActive(String id) {
    SlackUser user = users.get(id);
    return user != null && user.rank() != SlackUser.Rank.FORMER;
  }

  boolean isAdministrator(String id) {
    SlackUser user = users.get(id);
    return user != null
        && (user.rank() == SlackUser.Rank.OWNER || user.rank() == SlackUser.Rank.ADMINISTRATOR);
  }

  @Nullable String name(String id) {
    SlackUser user = users.get(id);
    return user == null ? null : user.name();
  }

  int count() {
    return users.size();
  }

  /// By rank, then by id.
  List<SlackUser> inOrder() {
    List<SlackUser> all = new ArrayList<>(users.values());
    all.sort(Comparator.comparing(SlackUser::rank).thenComparing(SlackUser::id));
    return all;
  }

  /// As the import wants them. Of those who share an address, the first gets it.
  ///
  /// @param domain unique to the workspace, for addresses that are made up
  List<ImportedPerson> imported(String domain, Limits bounds) {
    Set<String> taken = new HashSet<>();
    List<ImportedPerson> people = new ArrayList<>();
    for (SlackUser user : inOrder()) {
      List<String> addresses = new ArrayList<>();
      String email = user.email().strip();
      if (Text.isPlausibleEmail(email) && taken.add(email.toLowerCase(Locale.ROOT))) {
        addresses.add(email);
      }
      addresses.add(user.id().toLowerCase(Locale.ROOT) + "@" + domain);
      people.add(
          new ImportedPerson(user.id(), profile(user, bounds), addresses, user.rank().standing()));
    }
    return people;
  }

  private static Profile profile(SlackUser user, Limits bounds) {
    int maximum = bounds.profileFieldLength();
    return new Profile(
        WellFormed.name(user.name(), user.id(), bounds.nameLength()),
        "",
        WellFormed.name(user.title(), "", maximum),
        "",
        "",
        "",
        "",
        "",
        WellFormed.name(user.phone(), "", maximum),
        "",
        "",
        "");
  }
}
