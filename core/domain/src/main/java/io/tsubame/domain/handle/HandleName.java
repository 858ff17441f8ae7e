package io.tsubame.domain.handle;

import java.util.Locale;

/// A name that is unique on the server: what it is used for, and the name in the form in which two
/// spellings of it are equal.
public record HandleName(Kind kind, String name) {
  public enum Kind {
    /// The address that an account signs in with; case does not matter.
    EMAIL,
    /// The short public name of an account (`chatwork_id`); case does not matter.
    CHATWORK_ID,
    /// The code in a room's invitation link; case matters.
    LINK_CODE,
    /// The code of an invitation into an organization; case matters.
    INVITATION,
    /// The name that an imported person or room had where it came from; case matters.
    EXTERNAL
  }

  public HandleName {
    name =
        switch (kind) {
          case EMAIL, CHATWORK_ID -> name.toLowerCase(Locale.ROOT);
          case LINK_CODE, INVITATION, EXTERNAL -> name;
        };
    // After the change of case, which can make a name longer: what was once valid stays it.
    if (name.isEmpty() || name.length() > 512) {
      throw new IllegalArgumentException("a handle has 1 to 512 characters");
    }
  }

  @Override
  public String toString() {
    return kind + ":" + name;
  }
}
