package io.tsubame.blobs.s3;

import io.tsubame.application.Unavailable;
import io.tsubame.application.blob.BlobStore;
import io.tsubame.application.blob.Layout;
import io.tsubame.application.blob.Presentation;
import io.tsubame.application.blob.SignedUrl;
import io.tsubame.application.blob.Upload;
import io.tsubame.domain.BlobKey;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.retry.RetryMode;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.NoSuchUploadException;
import software.amazon.awssdk.services.s3.model.Part;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.S3Presigner;

/// Bytes in S3-compatible storage. It is not called before it is needed, so that a server starts
/// without it.
public final class S3BlobStore implements BlobStore {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int NO_SUCH_RANGE = 416;

  private final S3Client client;
  private final S3Calls calls;
  private final UrlPresigner presigner;
  private final S3Completion completion;
  private final String bucket;
  private final Duration transfer;

  private S3BlobStore(S3Client client, S3Presigner presigner, S3Settings settings) {
    this.client = client;
    this.bucket = settings.bucket();
    this.calls = new S3Calls(settings.patience().calls());
    this.presigner = new UrlPresigner(presigner, bucket);
    this.completion = new S3Completion(client, bucket, settings.patience().transfer());
    this.transfer = settings.patience().transfer();
  }

  /// The bucket must be there.
  public static S3BlobStore open(S3Settings settings) {
    StaticCredentialsProvider credentials =
        StaticCredentialsProvider.create(
            AwsBasicCredentials.create(settings.accessKey(), settings.secretKey()));
    S3Configuration style =
        S3Configuration.builder().pathStyleAccessEnabled(settings.pathStyle()).build();
    Region region = Region.of(settings.region());
    var client =
        S3Client.builder()
            .httpClientBuilder(
                UrlConnectionHttpClient.builder()
                    .connectionTimeout(CONNECT)
                    .socketTimeout(settings.patience().transfer()))
            .overrideConfiguration(all ->
                all.retryStrategy(RetryMode.STANDARD).apiCallTimeout(settings.patience().answer()))
            .credentialsProvider(credentials)
            .serviceConfiguration(style)
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .region(region);
    var presigner =
        S3Presigner.builder()
            .credentialsProvider(credentials)
            .serviceConfiguration(style)
            .region(region);
    if (settings.endpoint() != null) {
      client.endpointOverride(settings.endpoint());
      presigner.endpointOverride(settings.endpoint());
    }
    return new S3BlobStore(client.build(), presigner.build(), settings);
  }

  @Override
  public Upload begin(BlobKey key, Layout layout) {
    if (layout.parts() == 1) {
      return new Upload(key, "", layout);
    }
    return calls.call(() -> {
      String name =
          client
              .createMultipartUpload(wish ->
                  wish.bucket(bucket)
                      .key(key.value())
                      .contentType(UPLOAD_TYPE)
                      .checksumAlgorithm(ChecksumAlgorithm.SHA256))
              .uploadId();
      return new Upload(key, name, layout);
    });
  }

  @Override
  public SignedUrl signPart(Upload upload, int number, String sha256, Duration validity) {
    return S3Calls.answered(() -> presigner.part(upload, number, sha256, validity));
  }

  @Override
  public Map<Integer, StoredPart> parts(Upload upload) {
    Map<Integer, StoredPart> parts = new TreeMap<>();
    if (upload.name().isEmpty()) {
      find(upload.key()).ifPresent(stored -> parts.put(1, new StoredPart(stored.size(), null)));
      return parts;
    }
    return calls.call(() -> {
      try {
        for (Part part : completion.parts(upload)) {
          parts.put(part.partNumber(), new StoredPart(part.size(), hex(part.checksumSHA256())));
        }
      } catch (NoSuchUploadException _) {
        return Map.of();
      }
      return parts;
    });
  }

  /// From the form that S3 uses; null where it says nothing.
  private static @Nullable String hex(@Nullable String base64) {
    return base64 == null ? null : HexFormat.of().formatHex(Base64.getDecoder().decode(base64));
  }

  @Override
  public Completion complete(Upload upload, List<String> sha256s) {
    return calls.call(() -> completion.complete(upload, sha256s));
  }

  /// An upload of one part leaves its object, which nobody names and which is found by its age.
  @Override
  public void abort(Upload upload) {
    if (!upload.name().isEmpty()) {
      abort(upload.key().value(), upload.name());
    }
  }

  private void abort(String key, String uploadId) {
    calls.call(() -> {
      try {
        return client.abortMultipartUpload(wish -> wish.bucket(bucket).key(key).uploadId(uploadId));
      } catch (NoSuchUploadException e) {
        return e;
      }
    });
  }

  @Override
  public SignedUrl signDownload(BlobKey key, Presentation presentation, Duration validity) {
    return S3Calls.answered(() -> presigner.download(key, presentation, validity));
  }

  @Override
  public void put(BlobKey key, Path file) {
    calls.call(() ->
        client.putObject(
            wish ->
                wish.bucket(bucket)
                    .key(key.value())
                    .contentType(UPLOAD_TYPE)
                    .overrideConfiguration(all -> all.apiCallTimeout(transfer)),
            file));
  }

  @Override
  public Optional<Stored> find(BlobKey key) {
    return calls.call(() -> {
      try {
        HeadObjectResponse head = client.headObject(wish -> wish.bucket(bucket).key(key.value()));
        return Optional.of(new Stored(key, head.contentLength(), head.lastModified()));
      } catch (NoSuchKeyException _) {
        return Optional.empty();
      }
    });
  }

  @Override
  public Optional<InputStream> read(BlobKey key, long from) {
    try {
      return Optional.of(
          calls.stream(() ->
              client.getObject(
                  wish -> wish.bucket(bucket).key(key.value()).range("bytes=" + from + "-"))));
    } catch (Unavailable failure) {
      return switch (failure.getCause()) {
        case NoSuchKeyException _ -> Optional.empty();
        case S3Exception e when e.statusCode() == NO_SUCH_RANGE ->
            Optional.of(InputStream.nullInputStream());
        case null, default -> throw failure;
      };
    }
  }

  @Override
  public void delete(BlobKey key) {
    calls.call(() -> client.deleteObject(wish -> wish.bucket(bucket).key(key.value())));
  }

  @Override
  public List<Stored> list(String day, @Nullable BlobKey after, int limit) {
    return calls.call(() ->
        client
            .listObjectsV2(wish ->
                wish.bucket(bucket)
                    .prefix(day + "/")
                    .startAfter(after == null ? null : after.value())
                    .maxKeys(limit))
            .contents()
            .stream()
            .filter(object -> BlobKey.isValid(object.key()))
            .map(object ->
                new Stored(new BlobKey(object.key()), object.size(), object.lastModified()))
            .toList());
  }

  @Override
  public int abortBegunBefore(Instant time) {
    return calls.call(() -> {
      int aborted = 0;
      for (MultipartUpload upload :
          client.listMultipartUploadsPaginator(wish -> wish.bucket(bucket)).uploads()) {
        if (upload.initiated() != null && upload.initiated().isBefore(time)) {
          abort(upload.key(), upload.uploadId());
          aborted++;
        }
      }
      return aborted;
    });
  }

  @Override
  public void close() {
    presigner.close();
    client.close();
  }
}
