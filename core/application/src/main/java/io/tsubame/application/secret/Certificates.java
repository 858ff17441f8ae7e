package io.tsubame.application.secret;

import io.tsubame.application.Unavailable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// Whom the server believes that they are the parts which lie elsewhere.
public final class Certificates {
  private Certificates() {}

  /// @param certificates a file in PEM form; where it is not there, those that Java trusts count
  /// @throws Unavailable where the file cannot be read, or holds none
  public static SSLContext trusting(Path certificates) {
    try {
      if (Files.notExists(certificates)) {
        return SSLContext.getDefault();
      }
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(trusted(certificates));
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (IOException | GeneralSecurityException failure) {
      throw new Unavailable("the certificates cannot be read: " + certificates, failure);
    }
  }

  private static KeyStore trusted(Path certificates) throws IOException, GeneralSecurityException {
    KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
    trusted.load(null, null);
    try (InputStream pem = Files.newInputStream(certificates)) {
      int number = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
        trusted.setCertificateEntry("trusted-" + number++, each);
      }
    }
    if (trusted.size() == 0) {
      throw new Unavailable(certificates + " holds no certificate");
    }
    return trusted;
  }
}
