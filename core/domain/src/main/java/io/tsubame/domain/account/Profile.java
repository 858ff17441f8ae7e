package io.tsubame.domain.account;

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
}
