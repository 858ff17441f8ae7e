package io.tsubame.application.file;

import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Makes of a file what can be seen without it. The file is anybody's: whatever is in it costs a
/// bounded time and memory and harms nothing, and in the worst case there is no preview.
public interface PreviewMaker extends AutoCloseable {
  /// Makes none.
  PreviewMaker NONE =
      new PreviewMaker() {
        @Override
        public boolean suits(String contentType, long size) {
          return false;
        }

        @Override
        public @Nullable Made make(Path file, String contentType, Path folder) {
          return null;
        }

        @Override
        public void close() {
          // Nothing is open.
        }
      };

  /// What was made.
  ///
  /// @param files by the ending of their keys, such as [Downloads#SMALL]
  /// @param width of the picture as it is seen upright; 0 where it is none
  /// @param text by which the file can be found, at most [FileExamination#TEXT_LENGTH]
  record Made(Map<Character, Path> files, int width, int height, String text) {
    public Made {
      files = Map.copyOf(files);
    }
  }

  /// Whether there may be a preview of such a file.
  boolean suits(String contentType, long size);

  /// Null where nothing can be made.
  ///
  /// @param folder an empty one for what is made
  @Nullable Made make(Path file, String contentType, Path folder);

  @Override
  void close();
}
