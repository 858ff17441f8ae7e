package io.tsubame.blobs.s3;

import io.tsubame.application.blob.BlobStore;
import io.tsubame.application.blob.Presentation;
import io.tsubame.application.blob.SignedUrl;
import io.tsubame.application.blob.Upload;
import io.tsubame.domain.BlobKey;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// Signs URLs in the way of S3. What a request must carry is part of what is signed: its length,
/// its type, its checksum, and for a whole object that there is none yet.
final class UrlPresigner {
  private final S3Presigner presigner;
  private final String bucket;

  UrlPresigner(S3Presigner presigner, String bucket) {
    this.presigner = presigner;
    this.bucket = bucket;
  }

  SignedUrl part(Upload upload, int number, String sha256, Duration validity) {
    long length = upload.layout().length(number);
    String checksum = Base64.getEncoder().encodeToString(HexFormat.of().parseHex(sha256));
    if (upload.name().isEmpty()) {
      return url(
          presigner.presignPutObject(wish ->
              wish.signatureDuration(validity)
                  .putObjectRequest(put ->
                      put.bucket(bucket)
                          .key(upload.key().value())
                          .contentType(BlobStore.UPLOAD_TYPE)
                          .contentLength(length)
                          .checksumSHA256(checksum)
                          .ifNoneMatch("*"))));
    }
    return url(
        presigner.presignUploadPart(wish ->
            wish.signatureDuration(validity)
                .uploadPartRequest(put ->
                    put.bucket(bucket)
                        .key(upload.key().value())
                        .uploadId(upload.name())
                        .partNumber(number)
                        .contentLength(length)
                        .checksumSHA256(checksum))));
  }

  SignedUrl download(BlobKey key, Presentation presentation, Duration validity) {
    return url(
        presigner.presignGetObject(wish ->
            wish.signatureDuration(validity)
                .getObjectRequest(get ->
                    get.bucket(bucket)
                        .key(key.value())
                        .responseContentType(presentation.contentType())
                        .responseContentDisposition(presentation.contentDisposition()))));
  }

  /// Host and length are told by every client of itself.
  private static SignedUrl url(PresignedRequest signed) {
    Map<String, String> headers = new HashMap<>();
    for (Map.Entry<String, List<String>> header : signed.signedHeaders().entrySet()) {
      String name = header.getKey().toLowerCase(Locale.ROOT);
      if (!name.equals("host") && !name.equals("content-length")) {
        headers.put(name, String.join(",", header.getValue()));
      }
    }
    return new SignedUrl(signed.url().toString(), headers, signed.expiration());
  }

  void close() {
    presigner.close();
  }
}
