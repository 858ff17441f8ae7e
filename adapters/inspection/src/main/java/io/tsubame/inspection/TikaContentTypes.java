package io.tsubame.inspection;

import io.tsubame.application.file.ContentTypes;
import java.util.Locale;
import org.apache.tika.Tika;

/// Types by Apache Tika's list of first bytes. It parses nothing. What looks like text is only what
/// its name says as long as that is text, too.
public final class TikaContentTypes implements ContentTypes {
  private static final int LONGEST_NAME = 255;

  private final Tika tika = new Tika();

  @Override
  public String of(byte[] head, String name) {
    String tail =
        name.length() > LONGEST_NAME ? name.substring(name.length() - LONGEST_NAME) : name;
    String type = tika.detect(head, tail.replace('/', '_').replace('#', '_').replace('?', '_'));
    return type.toLowerCase(Locale.ROOT);
  }
}
