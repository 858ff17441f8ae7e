package io.tsubame.protocol;

import io.tsubame.domain.AccountId;
import io.tsubame.domain.MessageId;
import io.tsubame.domain.OrganizationId;
import io.tsubame.domain.RoomId;
import io.tsubame.domain.account.AccountEvent.AccountDeactivated;
import io.tsubame.domain.account.AccountEvent.AccountReactivated;
import io.tsubame.domain.account.AccountEvent.AccountRegistered;
import io.tsubame.domain.account.AccountEvent.ApiTokenIssued;
import io.tsubame.domain.account.AccountEvent.ApiTokenRevoked;
import io.tsubame.domain.account.AccountEvent.AvatarChanged;
import io.tsubame.domain.account.AccountEvent.BookmarkRemoved;
import io.tsubame.domain.account.AccountEvent.Category;
import io.tsubame.domain.account.AccountEvent.CategoryDeleted;
import io.tsubame.domain.account.AccountEvent.CategorySaved;
import io.tsubame.domain.account.AccountEvent.ChatworkIdChanged;
import io.tsubame.domain.account.AccountEvent.EmailChanged;
import io.tsubame.domain.account.AccountEvent.MessageBookmarked;
import io.tsubame.domain.account.AccountEvent.PasswordChanged;
import io.tsubame.domain.account.AccountEvent.PlaceAwaited;
import io.tsubame.domain.account.AccountEvent.PreferenceChanged;
import io.tsubame.domain.account.AccountEvent.ProfileEdited;
import io.tsubame.domain.account.AccountEvent.RoomAttentionChanged;
import io.tsubame.domain.account.AccountEvent.RoomPinned;
import io.tsubame.domain.account.AccountEvent.RoomUnpinned;
import io.tsubame.domain.account.AccountEvent.StatusTextChanged;
import io.tsubame.domain.account.Attention;
import io.tsubame.domain.account.Profile;
import io.tsubame.protocol.EventVersion.Current;
import io.tsubame.protocol.schema.AccountProto;
import java.util.List;
import java.util.Map;

/// What happens to accounts.
final class AccountEvents {

  private static final EnumPairs<Attention, AccountProto.Attention> ATTENTIONS =
      EnumPairs.of(
          Attention.class,
          AccountProto.Attention.class,
          Map.of(
              Attention.ALL, AccountProto.Attention.ATTENTION_ALL,
              Attention.MENTIONS, AccountProto.Attention.ATTENTION_MENTIONS,
              Attention.NONE, AccountProto.Attention.ATTENTION_NONE));
  static final List<EventVersion<?>> VERSIONS =
      List.of(
          new Current<>(
              64,
              "account.registered",
              1,
              AccountRegistered.class,
              AccountProto.AccountRegistered.parser(),
              AccountEvents::write,
              AccountEvents::read),
          new Current<>(
              65,
              "account.profile-edited",
              1,
              ProfileEdited.class,
              AccountProto.ProfileEdited.parser(),
              AccountEvents::write,
              AccountEvents::read),
          new Current<>(
              66,
              "account.avatar-changed",
              1,
              AvatarChanged.class,
              AccountProto.AvatarChanged.parser(),
              AccountEvents::write,
              AccountEvents::read),
          new Current<>(
              67,
              "account.status-text-changed",
              1,
              StatusTextChanged.class,
              AccountProto.StatusTextChanged.parser(),
              AccountEvents::write,
              AccountEvents::read),
          new Current<>(
              68,
              "account.chatwork-id-changed",
              1,
              ChatworkIdChanged.class,
              AccountProto.ChatworkIdChanged.parser(),
              AccountEvents::write,
              AccountEvents::read),
          new Current<>(
              69,
              "account.email-changed",
              1,
              EmailChanged.class,
              AccountProto.EmailChanged.parser(),
              AccountEvents::write,
              AccountEvents::read),
          new Current<>(
              70,
              "account.password-changed",
              1,
              PasswordChanged.class,
              AccountProto.PasswordChanged.parser(),
              AccountEvents::write,
              AccountEvents::read),
          new Current<>(
              71,
              "account.api-token-issued",
              1,
              ApiTokenIssued.class,
              AccountProto.ApiTokenIssued.parser(),
              AccountEvents::write,
              AccountEvents::read),
          new Current<>(
              72,
              "account.api-token-revoked",
              1,
              ApiTokenRevoked.class,
              AccountProto.ApiTokenRevoked.parser(),
              AccountEvents::write,
              AccountEvents::read),
          new Current<>(
              73,
              "account.room-pinned",
              1,
              RoomPinned.class,
              AccountProto.RoomPinned.parser(),
              AccountEvents::write,
              AccountEvents::read),
          new Current<>(
              74,
              "account.room-unpinned",
              1,
              RoomUnpinned.class,
              AccountProto.RoomUnpinned.parser(),
              AccountEvents::write,
              AccountEvents::read),
          new Current<>(
              75,
              "account.room-attention-changed",
              1,
              RoomAttentionChanged.class,
              AccountProto.RoomAttentionChanged.parser(),
              AccountEvents::write,
              AccountEvents::read),
          new Current<>(
              76,
              "account.category-saved",
              1,
              CategorySaved.class,
              AccountProto.CategorySaved.parser(),
              AccountEvents::write,
              AccountEvents::read),
          new Current<>(
              77,
              "account.category-deleted",
              1,
              CategoryDeleted.class,
              AccountProto.CategoryDeleted.parser(),
              AccountEvents::write,
              AccountEvents::read),
          new Current<>(
              78,
              "account.message-bookmarked",
              1,
              MessageBookmarked.class,
              AccountProto.MessageBookmarked.parser(),
              AccountEvents::write,
              AccountEvents::read),
          new Current<>(
              79,
              "account.bookmark-removed",
              1,
              BookmarkRemoved.class,
              AccountProto.BookmarkRemoved.parser(),
              AccountEvents::write,
              AccountEvents::read),
          new Current<>(
              80,
              "account.preference-changed",
              1,
              PreferenceChanged.class,
              AccountProto.PreferenceChanged.parser(),
              AccountEvents::write,
              AccountEvents::read),
          new Current<>(
              81,
              "account.deactivated",
              1,
              AccountDeactivated.class,
              AccountProto.AccountDeactivated.parser(),
              AccountEvents::write,
              AccountEvents::read),
          new Current<>(
              82,
              "account.reactivated",
              1,
              AccountReactivated.class,
              AccountProto.AccountReactivated.parser(),
              AccountEvents::write,
              AccountEvents::read),
          new Current<>(
              83,
              "account.place-awaited",
              1,
              PlaceAwaited.class,
              AccountProto.PlaceAwaited.parser(),
              AccountEvents::write,
              AccountEvents::read));

  private AccountEvents() {}

  private static AccountProto.AccountRegistered write(AccountRegistered event) {
    return AccountProto.AccountRegistered.newBuilder()
        .setAccount(event.account().value())
        .setMyRoom(event.myRoom().value())
        .setOrganization(event.organization().value())
        .setEmail(event.email())
        .setProfile(profile(event.profile()))
        .setAtMillis(Times.millis(event.at()))
        .build();
  }

  private static AccountRegistered read(AccountProto.AccountRegistered message) {
    return new AccountRegistered(
        new AccountId(message.getAccount()),
        new RoomId(message.getMyRoom()),
        new OrganizationId(message.getOrganization()),
        message.getEmail(),
        profile(message.getProfile()),
        Times.time(message.getAtMillis()));
  }

  private static AccountProto.ProfileEdited write(ProfileEdited event) {
    return AccountProto.ProfileEdited.newBuilder().setProfile(profile(event.profile())).build();
  }

  private static ProfileEdited read(AccountProto.ProfileEdited message) {
    return new ProfileEdited(profile(message.getProfile()));
  }

  private static AccountProto.AvatarChanged write(AvatarChanged event) {
    return AccountProto.AvatarChanged.newBuilder().setAvatar(event.avatar()).build();
  }

  private static AvatarChanged read(AccountProto.AvatarChanged message) {
    return new AvatarChanged(message.getAvatar());
  }

  private static AccountProto.StatusTextChanged write(StatusTextChanged event) {
    return AccountProto.StatusTextChanged.newBuilder().setText(event.text()).build();
  }

  private static StatusTextChanged read(AccountProto.StatusTextChanged message) {
    return new StatusTextChanged(message.getText());
  }

  private static AccountProto.ChatworkIdChanged write(ChatworkIdChanged event) {
    return AccountProto.ChatworkIdChanged.newBuilder().setChatworkId(event.chatworkId()).build();
  }

  private static ChatworkIdChanged read(AccountProto.ChatworkIdChanged message) {
    return new ChatworkIdChanged(message.getChatworkId());
  }

  private static AccountProto.EmailChanged write(EmailChanged event) {
    return AccountProto.EmailChanged.newBuilder().setEmail(event.email()).build();
  }

  private static EmailChanged read(AccountProto.EmailChanged message) {
    return new EmailChanged(message.getEmail());
  }

  private static AccountProto.PasswordChanged write(PasswordChanged event) {
    return AccountProto.PasswordChanged.newBuilder()
        .setHash(event.hash())
        .setAtMillis(Times.millis(event.at()))
        .build();
  }

  private static PasswordChanged read(AccountProto.PasswordChanged message) {
    return new PasswordChanged(message.getHash(), Times.time(message.getAtMillis()));
  }

  private static AccountProto.ApiTokenIssued write(ApiTokenIssued event) {
    return AccountProto.ApiTokenIssued.newBuilder()
        .setTokenHash(event.tokenHash())
        .setAtMillis(Times.millis(event.at()))
        .build();
  }

  private static ApiTokenIssued read(AccountProto.ApiTokenIssued message) {
    return new ApiTokenIssued(message.getTokenHash(), Times.time(message.getAtMillis()));
  }

  private static AccountProto.ApiTokenRevoked write(ApiTokenRevoked event) {
    return AccountProto.ApiTokenRevoked.newBuilder().setTokenHash(event.tokenHash()).build();
  }

  private static ApiTokenRevoked read(AccountProto.ApiTokenRevoked message) {
    return new ApiTokenRevoked(message.getTokenHash());
  }

  private static AccountProto.RoomPinned write(RoomPinned event) {
    return AccountProto.RoomPinned.newBuilder().setRoom(event.room().value()).build();
  }

  private static RoomPinned read(AccountProto.RoomPinned message) {
    return new RoomPinned(new RoomId(message.getRoom()));
  }

  private static AccountProto.RoomUnpinned write(RoomUnpinned event) {
    return AccountProto.RoomUnpinned.newBuilder().setRoom(event.room().value()).build();
  }

  private static RoomUnpinned read(AccountProto.RoomUnpinned message) {
    return new RoomUnpinned(new RoomId(message.getRoom()));
  }

  private static AccountProto.RoomAttentionChanged write(RoomAttentionChanged event) {
    return AccountProto.RoomAttentionChanged.newBuilder()
        .setRoom(event.room().value())
        .setAttention(ATTENTIONS.toPublished(event.attention()))
        .build();
  }

  private static RoomAttentionChanged read(AccountProto.RoomAttentionChanged message) {
    return new RoomAttentionChanged(
        new RoomId(message.getRoom()), ATTENTIONS.toDomain(message.getAttention()));
  }

  private static AccountProto.CategorySaved write(CategorySaved event) {
    return AccountProto.CategorySaved.newBuilder().setCategory(category(event.category())).build();
  }

  private static CategorySaved read(AccountProto.CategorySaved message) {
    return new CategorySaved(category(message.getCategory()));
  }

  private static AccountProto.CategoryDeleted write(CategoryDeleted event) {
    return AccountProto.CategoryDeleted.newBuilder().setCategory(event.category()).build();
  }

  private static CategoryDeleted read(AccountProto.CategoryDeleted message) {
    return new CategoryDeleted(message.getCategory());
  }

  private static AccountProto.MessageBookmarked write(MessageBookmarked event) {
    return AccountProto.MessageBookmarked.newBuilder()
        .setMessage(event.message().value())
        .setAtMillis(Times.millis(event.at()))
        .build();
  }

  private static MessageBookmarked read(AccountProto.MessageBookmarked message) {
    return new MessageBookmarked(
        new MessageId(message.getMessage()), Times.time(message.getAtMillis()));
  }

  private static AccountProto.BookmarkRemoved write(BookmarkRemoved event) {
    return AccountProto.BookmarkRemoved.newBuilder().setMessage(event.message().value()).build();
  }

  private static BookmarkRemoved read(AccountProto.BookmarkRemoved message) {
    return new BookmarkRemoved(new MessageId(message.getMessage()));
  }

  private static AccountProto.PreferenceChanged write(PreferenceChanged event) {
    return AccountProto.PreferenceChanged.newBuilder()
        .setName(event.name())
        .setValue(event.value())
        .build();
  }

  private static PreferenceChanged read(AccountProto.PreferenceChanged message) {
    return new PreferenceChanged(message.getName(), message.getValue());
  }

  private static AccountProto.AccountDeactivated write(AccountDeactivated event) {
    return AccountProto.AccountDeactivated.newBuilder()
        .setAtMillis(Times.millis(event.at()))
        .build();
  }

  private static AccountDeactivated read(AccountProto.AccountDeactivated message) {
    return new AccountDeactivated(Times.time(message.getAtMillis()));
  }

  private static AccountProto.AccountReactivated write(AccountReactivated event) {
    return AccountProto.AccountReactivated.getDefaultInstance();
  }

  private static AccountReactivated read(AccountProto.AccountReactivated message) {
    return new AccountReactivated();
  }

  private static AccountProto.PlaceAwaited write(PlaceAwaited event) {
    return AccountProto.PlaceAwaited.newBuilder()
        .setOrganization(event.organization().value())
        .setRank(OrganizationEvents.RANKS.toPublished(event.rank()))
        .build();
  }

  private static PlaceAwaited read(AccountProto.PlaceAwaited message) {
    return new PlaceAwaited(
        new OrganizationId(message.getOrganization()),
        OrganizationEvents.RANKS.toDomain(message.getRank()));
  }

  private static AccountProto.Profile profile(Profile profile) {
    return AccountProto.Profile.newBuilder()
        .setName(profile.name())
        .setDepartment(profile.department())
        .setTitle(profile.title())
        .setUrl(profile.url())
        .setIntroduction(profile.introduction())
        .setMail(profile.mail())
        .setTelOrganization(profile.telOrganization())
        .setTelExtension(profile.telExtension())
        .setTelMobile(profile.telMobile())
        .setSkype(profile.skype())
        .setFacebook(profile.facebook())
        .setTwitter(profile.twitter())
        .build();
  }

  private static Profile profile(AccountProto.Profile profile) {
    return new Profile(
        profile.getName(),
        profile.getDepartment(),
        profile.getTitle(),
        profile.getUrl(),
        profile.getIntroduction(),
        profile.getMail(),
        profile.getTelOrganization(),
        profile.getTelExtension(),
        profile.getTelMobile(),
        profile.getSkype(),
        profile.getFacebook(),
        profile.getTwitter());
  }

  private static AccountProto.Category category(Category category) {
    return AccountProto.Category.newBuilder()
        .setId(category.id())
        .setName(category.name())
        .addAllRooms(category.rooms().stream().map(RoomId::value).toList())
        .build();
  }

  private static Category category(AccountProto.Category category) {
    return new Category(
        category.getId(),
        category.getName(),
        category.getRoomsList().stream().map(RoomId::new).toList());
  }
}
