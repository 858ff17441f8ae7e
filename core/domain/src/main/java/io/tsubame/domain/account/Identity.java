package io.tsubame.domain.account;

/// Who an account is for others, and the address that it signs in with.
///
/// @param chatworkId short public name, unique on the server; empty for none
/// @param avatar as in [AccountEvent.AvatarChanged]
/// @param statusText empty for none
public record Identity(
    String email, String chatworkId, Profile profile, String avatar, String statusText) {
  static final Identity NONE = new Identity("", "", Profile.named(""), "", "");

  Identity withEmail(String email) {
    return new Identity(email, chatworkId, profile, avatar, statusText);
  }

  Identity withChatworkId(String chatworkId) {
    return new Identity(email, chatworkId, profile, avatar, statusText);
  }

  Identity withProfile(Profile profile) {
    return new Identity(email, chatworkId, profile, avatar, statusText);
  }

  Identity withAvatar(String avatar) {
    return new Identity(email, chatworkId, profile, avatar, statusText);
  }

  Identity withStatusText(String statusText) {
    return new Identity(email, chatworkId, profile, avatar, statusText);
  }
}
