package io.tsubame.api.v1;

import static io.tsubame.api.v1.Schema.ID;
import static io.tsubame.api.v1.Schema.TEXT;
import static io.tsubame.api.v1.Schema.object;
import static io.tsubame.api.v1.Schema.required;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsubame.api.Avatars;
import io.tsubame.application.query.PersonView;
import io.tsubame.domain.account.Profile;
import java.io.IOException;

/// A person on the wire.
public final class PersonShape {
  static final Schema.Fields SCHEMA =
      object(
          "Person",
          required("account_id", ID),
          required("name", TEXT),
          required("chatwork_id", TEXT),
          required("organization_id", ID),
          required("organization_name", TEXT),
          required("department", TEXT),
          required("title", TEXT),
          required("url", TEXT),
          required("introduction", TEXT),
          required("mail", TEXT),
          required("tel_organization", TEXT),
          required("tel_extension", TEXT),
          required("tel_mobile", TEXT),
          required("skype", TEXT),
          required("facebook", TEXT),
          required("twitter", TEXT),
          required("avatar_url", TEXT),
          required("status_text", TEXT),
          required("active", Schema.FLAG));

  /// What an account sees of itself.
  static final Schema.Fields OWN =
      SCHEMA.with(
          "OwnPerson",
          required("login_email", TEXT),
          required("my_room_id", ID),
          required("avatar", TEXT));

  private PersonShape() {}

  /// For those who may know the person.
  public static void write(JsonGenerator out, PersonView person) throws IOException {
    out.writeStartObject();
    writeFields(out, person, person.profile());
    out.writeEndObject();
  }

  /// For the person alone.
  public static void writeOwn(JsonGenerator out, PersonView person) throws IOException {
    out.writeStartObject();
    writeFields(out, person, person.profile());
    out.writeStringField("login_email", person.loginEmail());
    out.writeNumberField("my_room_id", person.myRoom().value());
    out.writeStringField("avatar", person.avatar());
    out.writeEndObject();
  }

  /// For those who only found the person by an exact address: no ways to reach them.
  static void writeStranger(JsonGenerator out, PersonView person) throws IOException {
    out.writeStartObject();
    writeFields(out, person, Profile.named(person.profile().name()));
    out.writeEndObject();
  }

  private static void writeFields(JsonGenerator out, PersonView person, Profile profile)
      throws IOException {
    out.writeNumberField("account_id", person.id().value());
    out.writeStringField("name", profile.name());
    out.writeStringField("chatwork_id", person.chatworkId());
    out.writeNumberField("organization_id", person.organization().value());
    out.writeStringField("organization_name", person.organizationName());
    out.writeStringField("department", profile.department());
    out.writeStringField("title", profile.title());
    out.writeStringField("url", profile.url());
    out.writeStringField("introduction", profile.introduction());
    out.writeStringField("mail", profile.mail());
    out.writeStringField("tel_organization", profile.telOrganization());
    out.writeStringField("tel_extension", profile.telExtension());
    out.writeStringField("tel_mobile", profile.telMobile());
    out.writeStringField("skype", profile.skype());
    out.writeStringField("facebook", profile.facebook());
    out.writeStringField("twitter", profile.twitter());
    out.writeStringField("avatar_url", Avatars.path(person));
    out.writeStringField("status_text", person.statusText());
    out.writeBooleanField("active", person.active());
  }
}
