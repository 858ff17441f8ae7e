package io.tsubame.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/// The texts of a Slack export, as people read them.
final class SlackTexts {
  private static final JsonMapper JSON = new JsonMapper();
  private static final Pattern ANGLE = Pattern.compile("<([^<>]*)>");

  private SlackTexts() {}

  /// All that are not empty, in the order of the archive.
  static List<String> of(Path zip) throws IOException {
    List<String> texts = new ArrayList<>();
    try (ZipFile archive = new ZipFile(zip.toFile())) {
      Map<String, String> names = names(archive);
      for (ZipEntry entry : Collections.list(archive.entries())) {
        if (entry.getName().contains("/") && entry.getName().endsWith(".json")) {
          for (JsonNode message : JSON.readTree(archive.getInputStream(entry))) {
            String text = readable(message.path("text").asText(), names);
            if (!text.isBlank()) {
              texts.add(text);
            }
          }
        }
      }
    }
    return texts;
  }

  private static Map<String, String> names(ZipFile archive) throws IOException {
    Map<String, String> names = new HashMap<>();
    ZipEntry users = archive.getEntry("users.json");
    if (users != null) {
      for (JsonNode user : JSON.readTree(archive.getInputStream(users))) {
        String name = user.path("real_name").asText(user.path("name").asText());
        names.put(user.path("id").asText(), name);
      }
    }
    return names;
  }

  private static String readable(String text, Map<String, String> names) {
    Matcher angles = ANGLE.matcher(text);
    StringBuilder plain = new StringBuilder();
    while (angles.find()) {
      angles.appendReplacement(plain, Matcher.quoteReplacement(inside(angles.group(1), names)));
    }
    return angles
        .appendTail(plain)
        .toString()
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&amp;", "&");
  }

  private static String inside(String content, Map<String, String> names) {
    int bar = content.indexOf('|');
    String first = bar < 0 ? content : content.substring(0, bar);
    if (first.startsWith("@")) {
      return "@" + names.getOrDefault(first.substring(1), first.substring(1));
    }
    if (first.startsWith("#") || first.startsWith("!")) {
      return bar < 0 ? first : first.charAt(0) + content.substring(bar + 1);
    }
    return bar < 0 ? first : content.substring(bar + 1) + " " + first;
  }
}
