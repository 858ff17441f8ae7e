package io.tsubame.domain.notation;

import io.tsubame.domain.AccountId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Reads the attributes of `[task aid=ID,ID st=open lt=UNIX ltype=date]`.
final class TaskTag {
  private TaskTag() {}

  static boolean isValid(Attributes attributes) {
    String status = attributes.get("st");
    String type = attributes.get("ltype");
    return attributes.hasOnly("aid", "st", "lt", "ltype")
        && !assignees(attributes).isEmpty()
        && ("open".equals(status) || "done".equals(status))
        && Numbers.number(attributes.get("lt")) >= 0
        && (type == null || type.equals("date") || type.equals("time"));
  }

  static Node.TaskBox node(@Nullable Attributes given, String open, List<Node> content) {
    Attributes attributes = given == null ? new Attributes(Map.of()) : given;
    return new Node.TaskBox(
        assignees(attributes),
        "done".equals(attributes.get("st")),
        Math.max(0, Numbers.number(attributes.get("lt"))),
        "date".equals(attributes.get("ltype")),
        open,
        content);
  }

  /// Empty where one of them is no id.
  private static List<AccountId> assignees(Attributes attributes) {
    String list = attributes.get("aid");
    List<AccountId> accounts = new ArrayList<>();
    int from = 0;
    while (list != null && from <= list.length()) {
      int comma = list.indexOf(',', from);
      int to = comma < 0 ? list.length() : comma;
      int id = Numbers.id(list, from, to);
      if (id == 0) {
        return List.of();
      }
      accounts.add(new AccountId(id));
      from = to + 1;
    }
    return accounts;
  }
}
