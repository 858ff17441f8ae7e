package io.tsubame.api.v2;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsubame.api.Pictures;
import io.tsubame.application.query.PersonView;
import io.tsubame.domain.AccountId;
import java.io.IOException;
import java.util.Map;

/// The people that one answer speaks of, and how they look in JSON.
///
/// @param baseUrl of the addresses of their pictures
record People(Map<AccountId, PersonView> known, String baseUrl) {
  String name(AccountId account) {
    PersonView person = known.get(account);
    return person == null ? "" : person.profile().name();
  }

  String avatar(AccountId account) {
    PersonView person = known.get(account);
    return person == null ? Pictures.unknownAvatar(baseUrl) : Pictures.avatar(baseUrl, person);
  }

  /// The short form, as a field.
  void writeAccount(JsonGenerator out, String field, AccountId account) throws IOException {
    out.writeObjectFieldStart(field);
    out.writeNumberField("account_id", account.value());
    out.writeStringField("name", name(account));
    out.writeStringField("avatar_image_url", avatar(account));
    out.writeEndObject();
  }

  /// The fields of the long form, into an object that is open.
  static void writePerson(JsonGenerator out, PersonView person, String baseUrl) throws IOException {
    out.writeNumberField("account_id", person.id().value());
    out.writeStringField("name", person.profile().name());
    out.writeStringField("chatwork_id", person.chatworkId());
    out.writeNumberField("organization_id", person.organization().value());
    out.writeStringField("organization_name", person.organizationName());
    out.writeStringField("department", person.profile().department());
    out.writeStringField("avatar_image_url", Pictures.avatar(baseUrl, person));
  }
}
