package io.tsubame.api;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads a body of the type `multipart/form-data`, part by part, while it comes. It holds one
/// buffer, whatever the body is, and takes only what the standard allows, in the forms that clients
/// of old send, too: names in raw UTF-8.
public final class MultipartReader {
  private static final int BUFFER = 64 * 1024;
  private static final int LONGEST_HEADERS = 8 * 1024;
  private static final int MOST_PARTS = 32;
  private static final Pattern BOUNDARY =
      Pattern.compile(
          "(?i)multipart/form-data\\s*;.*?\\bboundary=(?:\"([^\"]{1,70})\"|([^;\\s\"]{1,70})).*");
  private static final String WIDE = "utf-8''";

  private final InputStream in;
  private final byte[] delimiter;
  private final byte[] buffer = new byte[BUFFER];
  private int start;
  private int end;
  private boolean over;
  private int parts;
  private @Nullable Content open;

  /// One field of the form.
  ///
  /// @param fileName null where it is no file
  /// @param content to be read before the next part is asked for; what is not read is skipped
  public record Part(String name, @Nullable String fileName, InputStream content) {}

  private MultipartReader(InputStream in, String boundary) {
    this.in = in;
    this.delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
    // The first delimiter may stand at the very beginning: as if there was a line before.
    buffer[0] = '\r';
    buffer[1] = '\n';
    end = 2;
  }

  /// @param contentType the header of that name
  /// @throws Refusal 400 where it is no form of this kind
  public static MultipartReader of(@Nullable String contentType, InputStream body) {
    Matcher type = BOUNDARY.matcher(contentType == null ? "" : contentType);
    if (!type.matches()) {
      throw ApiError.badRequest("The body must be of the type multipart/form-data").refusal();
    }
    String boundary = type.group(1) == null ? type.group(2) : type.group(1);
    return new MultipartReader(body, boundary);
  }

  /// Null behind the last part.
  ///
  /// @throws Refusal 400 where the body is not well-formed, or has too many parts
  /// @throws IOException where it breaks off
  public @Nullable Part next() throws IOException {
    skipToDelimiter();
    if (over || isLast()) {
      over = true;
      return null;
    }
    if (++parts > MOST_PARTS) {
      throw malformed("has too many parts");
    }
    String headers = headers();
    String disposition = disposition(headers);
    String name = value("name", disposition);
    if (name == null) {
      throw malformed("has a part without a name");
    }
    Content content = new Content();
    open = content;
    return new Part(name, fileName(disposition), content);
  }

  private static @Nullable String fileName(String disposition) {
    String wide = value("filename*", disposition);
    return wide != null && wide.toLowerCase(Locale.ROOT).startsWith(WIDE)
        ? PercentEncoding.decode(wide.substring(WIDE.length()), PercentEncoding.Plus.ITSELF)
        : value("filename", disposition);
  }

  private void skipToDelimiter() throws IOException {
    Content content = open == null ? new Content() : open;
    byte[] waste = new byte[8 * 1024];
    while (content.read(waste, 0, waste.length) >= 0) {
      // what nobody wanted
    }
    open = null;
  }

  /// Behind a delimiter: two dashes behind the last one, otherwise the end of a line.
  private boolean isLast() throws IOException {
    while (end - start < 2) {
      fill();
    }
    if (buffer[start] == '-' && buffer[start + 1] == '-') {
      return true;
    }
    while (buffer[start] == ' ' || buffer[start] == '\t') {
      take();
    }
    if (take() != '\r' || take() != '\n') {
      throw malformed("has no line end behind a boundary");
    }
    return false;
  }

  private String headers() throws IOException {
    byte[] bytes = new byte[LONGEST_HEADERS];
    int length = 0;
    while (length < 2 || !isBlankLine(bytes, length)) {
      if (length == bytes.length) {
        throw malformed("has a part with too long headers");
      }
      bytes[length++] = take();
    }
    return new String(bytes, 0, length, StandardCharsets.UTF_8);
  }

  private static boolean isBlankLine(byte[] bytes, int length) {
    boolean lineEnd = bytes[length - 2] == '\r' && bytes[length - 1] == '\n';
    return lineEnd
        && (length == 2 || (length >= 4 && bytes[length - 4] == '\r' && bytes[length - 3] == '\n'));
  }

  private static String disposition(String headers) {
    for (String line : headers.split("\r\n", -1)) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-disposition:")) {
        return line.substring("content-disposition:".length());
      }
    }
    throw malformed("has a part without a disposition");
  }

  private byte take() throws IOException {
    while (start == end) {
      fill();
    }
    return buffer[start++];
  }

  /// Reads more behind what is there.
  private void fill() throws IOException {
    if (start > 0) {
      System.arraycopy(buffer, start, buffer, 0, end - start);
      end -= start;
      start = 0;
    }
    int count = in.read(buffer, end, buffer.length - end);
    if (count < 0) {
      throw malformed("ends before its last boundary");
    }
    end += count;
  }

  /// The value of a parameter, with or without quotes around it; null where there is none.
  private static @Nullable String value(String name, String disposition) {
    int at = 0;
    while (at < disposition.length()) {
      int stop = endOfParameter(disposition, at);
      String parameter = disposition.substring(at, stop).strip();
      int equals = parameter.indexOf('=');
      if (equals > 0 && parameter.substring(0, equals).strip().equalsIgnoreCase(name)) {
        return unquoted(parameter.substring(equals + 1).strip());
      }
      at = stop + 1;
    }
    return null;
  }

  /// The next semicolon outside of quotes, or the end.
  private static int endOfParameter(String text, int from) {
    boolean quoted = false;
    for (int i = from; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        quoted = !quoted;
      } else if (quoted && c == '\\' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
        i++;
      } else if (c == ';' && !quoted) {
        return i;
      }
    }
    return text.length();
  }

  private static String unquoted(String value) {
    boolean quoted = value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"");
    return quoted
        ? value.substring(1, value.length() - 1).replace("\\\"", "\"").replace("%22", "\"")
        : value;
  }

  private static Refusal malformed(String how) {
    return ApiError.badRequest("The multipart body " + how).refusal();
  }

  /// The bytes up to the next delimiter, which is skipped.
  private final class Content extends InputStream {
    private boolean ended;

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (ended || over) {
        return -1;
      }
      while (true) {
        int place = search();
        if (place > start) {
          int count = Math.min(length, place - start);
          System.arraycopy(buffer, start, target, offset, count);
          start += count;
          return count;
        }
        if (end - start >= delimiter.length) {
          start += delimiter.length;
          ended = true;
          return -1;
        }
        fill();
      }
    }

    /// Where the next delimiter begins, or might begin: before it is content.
    private int search() {
      for (int i = start; i < end; i++) {
        if (buffer[i] == '\r' && mayBeDelimiter(i)) {
          return i;
        }
      }
      return end;
    }

    private boolean mayBeDelimiter(int from) {
      int length = Math.min(delimiter.length, end - from);
      for (int i = 0; i < length; i++) {
        if (buffer[from + i] != delimiter[i]) {
          return false;
        }
      }
      return true;
    }
  }
}
