package io.tsubame.it;

import com.fasterxml.jackson.databind.JsonNode;

/// Somebody with an account and an API token.
record Person(int account, int myRoom, String email, String token) {
  static final String PASSWORD = "correct horse battery";
  static final Person NOBODY = new Person(0, 0, "", "");

  static Person of(JsonNode created) {
    return new Person(
        created.path("account_id").asInt(),
        created.path("room_id").asInt(),
        created.path("email").asText(),
        created.path("api_token").asText());
  }
}
