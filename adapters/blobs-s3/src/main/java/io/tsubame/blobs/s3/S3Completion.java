package io.tsubame.blobs.s3;

import io.tsubame.application.Unavailable;
import io.tsubame.application.blob.BlobStore.Completion;
import io.tsubame.application.blob.Layout;
import io.tsubame.application.blob.Upload;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.Part;

/// Ends uploads, where what has come is what was announced. Storage that knows the checksums of
/// what it took is believed; from other storage everything is read back once, in small pieces.
final class S3Completion {
  private static final int PIECE = 64 * 1024;

  private final S3Client client;
  private final String bucket;
  private final Duration transfer;

  S3Completion(S3Client client, String bucket, Duration transfer) {
    this.client = client;
    this.bucket = bucket;
    this.transfer = transfer;
  }

  Completion complete(Upload upload, List<String> sha256s) {
    return upload.name().isEmpty() ? single(upload, sha256s) : multipart(upload, sha256s);
  }

  List<Part> parts(Upload upload) {
    return client
        .listPartsPaginator(
            wish -> wish.bucket(bucket).key(upload.key().value()).uploadId(upload.name()))
        .parts()
        .stream()
        .toList();
  }

  private Completion single(Upload upload, List<String> sha256s) {
    HeadObjectResponse head = head(upload);
    return head == null ? nothing(upload) : checked(upload, head, sha256s);
  }

  private Completion multipart(Upload upload, List<String> sha256s) {
    Map<Integer, Part> there = new HashMap<>();
    try {
      parts(upload).forEach(part -> there.put(part.partNumber(), part));
    } catch (NoSuchUploadException _) {
      there.clear();
    }
    if (there.isEmpty()) {
      return single(upload, sha256s); // over: was it completed?
    }
    List<Integer> missing = new ArrayList<>();
    List<CompletedPart> wanted = new ArrayList<>();
    for (int number = 1; number <= upload.layout().parts(); number++) {
      Part part = there.get(number);
      String announced = base64(sha256s.get(number - 1));
      if (part == null
          || part.size() != upload.layout().length(number)
          || (part.checksumSHA256() != null && !part.checksumSHA256().equals(announced))) {
        missing.add(number);
      } else {
        wanted.add(
            CompletedPart.builder()
                .partNumber(number)
                .eTag(part.eTag())
                .checksumSHA256(announced)
                .build());
      }
    }
    if (!missing.isEmpty()) {
      return new Completion.Incomplete(missing);
    }
    client.completeMultipartUpload(wish ->
        wish.bucket(bucket)
            .key(upload.key().value())
            .uploadId(upload.name())
            .overrideConfiguration(call -> call.apiCallTimeout(transfer))
            .multipartUpload(all -> all.parts(wanted)));
    return single(upload, sha256s);
  }

  /// What is there as a whole: is it what was announced?
  private Completion checked(Upload upload, HeadObjectResponse head, List<String> sha256s) {
    if (head.contentLength() == upload.layout().size()) {
      if (checksum(sha256s).equals(head.checksumSHA256())) {
        return new Completion.Completed();
      }
      List<Integer> damaged = damaged(upload, sha256s);
      if (damaged.isEmpty()) {
        return new Completion.Completed();
      }
      delete(upload);
      return new Completion.Incomplete(damaged);
    }
    delete(upload);
    return nothing(upload);
  }

  private static Completion nothing(Upload upload) {
    return new Completion.Incomplete(
        IntStream.rangeClosed(1, upload.layout().parts()).boxed().toList());
  }

  /// As S3 tells it: of several parts that of their checksums, and their number.
  private static String checksum(List<String> sha256s) {
    if (sha256s.size() == 1) {
      return base64(sha256s.getFirst());
    }
    MessageDigest all = digest();
    sha256s.forEach(sha256 -> all.update(HexFormat.of().parseHex(sha256)));
    return Base64.getEncoder().encodeToString(all.digest()) + "-" + sha256s.size();
  }

  private static String base64(String sha256) {
    return Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256));
  }

  private @Nullable HeadObjectResponse head(Upload upload) {
    try {
      return client.headObject(
          wish -> wish.bucket(bucket).key(upload.key().value()).checksumMode(ChecksumMode.ENABLED));
    } catch (NoSuchKeyException _) {
      return null;
    }
  }

  private void delete(Upload upload) {
    client.deleteObject(wish -> wish.bucket(bucket).key(upload.key().value()));
  }

  /// The parts whose bytes are not those that were announced.
  private List<Integer> damaged(Upload upload, List<String> sha256s) {
    Layout layout = upload.layout();
    List<Integer> damaged = new ArrayList<>();
    try (InputStream in = client.getObject(wish -> wish.bucket(bucket).key(upload.key().value()))) {
      for (int number = 1; number <= layout.parts(); number++) {
        if (!sha256(in, layout.length(number)).equals(sha256s.get(number - 1))) {
          damaged.add(number);
        }
      }
    } catch (IOException e) {
      throw new Unavailable("what was uploaded cannot be read back", e);
    }
    return damaged;
  }

  private static String sha256(InputStream in, long length) throws IOException {
    MessageDigest digest = digest();
    byte[] piece = new byte[PIECE];
    long rest = length;
    while (rest > 0) {
      int count = in.read(piece, 0, (int) Math.min(PIECE, rest));
      if (count < 0) {
        break;
      }
      digest.update(piece, 0, count);
      rest -= count;
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
