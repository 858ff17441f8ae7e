package io.tsubame.domain.account;

import java.util.LinkedHashMap;
import java.util.Map;

/// What people say of themselves. Empty where they say nothing.
///
/// @param mail the address that others see, which need not be the one to sign in with
public record Profile(
    String name,
    String department,
    String title,
    String url,
    String introduction,
    String mail,
    String telOrganization,
    String telExtension,
    String telMobile,
    String skype,
    String facebook,
    String twitter) {

  public static Profile named(String name) {
    return new Profile(name, "", "", "", "", "", "", "", "", "", "", "");
  }

  /// All fields but the name, by their names in the API.
  Map<String, String> optionalFields() {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("department", department);
    fields.put("title", title);
    fields.put("url", url);
    fields.put("introduction", introduction);
    fields.put("mail", mail);
    fields.put("tel_organization", telOrganization);
    fields.put("tel_extension", telExtension);
    fields.put("tel_mobile", telMobile);
    fields.put("skype", skype);
    fields.put("facebook", facebook);
    fields.put("twitter", twitter);
    return fields;
  }
}
