package io.tsubame.blobs.file;

import io.tsubame.application.blob.Presentation;
import io.tsubame.application.blob.ServedBlobs;
import io.tsubame.application.blob.ServedBlobs.Grant;
import io.tsubame.application.blob.ServedBlobs.Refusal;
import io.tsubame.domain.BlobKey;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Writes what a URL allows into its query, with a signature over all of it, and reads it again.
///
/// The signature is the HMAC-SHA-256 of method, path and parameters, each behind its length, so
/// that no two different URLs have the same text to sign.
final class UrlSigner {
  private static final String ALGORITHM = "HmacSHA256";
  private static final String SIGNATURE = "signature";
  private static final String EXPIRES = "expires";

  private final SecretKeySpec secret;

  UrlSigner(byte[] secret) {
    this.secret = new SecretKeySpec(secret, ALGORITHM);
  }

  String upload(Grant.Receive grant, Instant expires) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("part", Integer.toString(grant.part()));
    query.put("offset", Long.toString(grant.offset()));
    query.put("length", Long.toString(grant.length()));
    query.put("sha256", grant.sha256());
    return signed("PUT", grant.key(), query, expires);
  }

  String download(BlobKey key, Presentation presentation, Instant expires) {
    Map<String, String> query = new LinkedHashMap<>();
    query.put("name", presentation.fileName());
    query.put("type", presentation.contentType());
    query.put("shown", presentation.inline() ? "1" : "0");
    return signed("GET", key, query, expires);
  }

  private String signed(String method, BlobKey key, Map<String, String> query, Instant expires) {
    query.put(EXPIRES, Long.toString(expires.toEpochMilli()));
    String path = ServedBlobs.PATH + key;
    query.put(SIGNATURE, signature(method, path, query));
    return path
        + "?"
        + query.entrySet().stream()
            .map(entry ->
                entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
  }

  /// What the request may do, if its bytes are there; a size is not known here.
  Grant read(String method, String path, Map<String, String> query, Instant now) {
    Map<String, String> rest = new LinkedHashMap<>(query);
    String given = rest.remove(SIGNATURE);
    if (given == null || !equal(given, signature(method, path, rest))) {
      return new Grant.Refused(Refusal.FORBIDDEN);
    }
    try {
      if (!now.isBefore(Instant.ofEpochMilli(number(rest, EXPIRES)))) {
        return new Grant.Refused(Refusal.EXPIRED);
      }
      BlobKey key = new BlobKey(path.substring(ServedBlobs.PATH.length()));
      return method.equals("PUT") ? receive(key, rest) : give(key, rest);
    } catch (IllegalArgumentException | DateTimeException | IndexOutOfBoundsException _) {
      return new Grant.Refused(Refusal.FORBIDDEN);
    }
  }

  private static Grant receive(BlobKey key, Map<String, String> query) {
    return new Grant.Receive(
        key,
        Math.toIntExact(number(query, "part")),
        number(query, "offset"),
        number(query, "length"),
        query.getOrDefault("sha256", ""));
  }

  private static Grant give(BlobKey key, Map<String, String> query) {
    Presentation presentation =
        new Presentation(
            query.getOrDefault("name", ""),
            query.getOrDefault("type", ""),
            query.getOrDefault("shown", "").equals("1"));
    return new Grant.Give(key, presentation, 0);
  }

  private static long number(Map<String, String> query, String name) {
    return Long.parseLong(query.getOrDefault(name, ""));
  }

  private String signature(String method, String path, Map<String, String> query) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      add(mac, method);
      add(mac, path);
      query.forEach((name, value) -> {
        add(mac, name);
        add(mac, value);
      });
      return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal());
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every JDK has " + ALGORITHM, e);
    }
  }

  private static void add(Mac mac, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    mac.update((bytes.length + ":").getBytes(StandardCharsets.UTF_8));
    mac.update(bytes);
  }

  private static boolean equal(String one, String other) {
    return MessageDigest.isEqual(
        one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
