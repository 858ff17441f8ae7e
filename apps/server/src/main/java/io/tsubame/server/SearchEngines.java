package io.tsubame.server;

import io.tsubame.application.Unavailable;
import io.tsubame.application.search.SearchIndexes;
import io.tsubame.search.lucene.LuceneSearchIndexes;
import io.tsubame.search.opensearch.OpenSearchConfig;
import io.tsubame.search.opensearch.OpenSearchConfig.Credentials;
import io.tsubame.search.opensearch.OpenSearchIndexes;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Opens the engine of the search index that is configured.
final class SearchEngines {
  private SearchEngines() {}

  /// @throws Unavailable where what is configured cannot be read
  static SearchIndexes open(ServerSettings settings) {
    SearchSettings search = settings.search();
    if (!search.engine().equals(SearchSettings.OPENSEARCH)) {
      return new LuceneSearchIndexes(settings.data().resolve("search"), search.lucene());
    }
    OpenSearchConfig place = search.opensearch();
    return OpenSearchIndexes.at(place, credentials(place.credentials(), System.getenv()));
  }

  /// Of the file: two lines, user and password. Of the environment where there is no file; null
  /// where there are none there, either.
  ///
  /// @throws Unavailable where the file cannot be read
  static @Nullable Credentials credentials(Path file, Map<String, String> environment) {
    Optional<TwoLines> written = TwoLines.of(file, "user and password");
    if (written.isPresent()) {
      return new Credentials(written.get().first(), written.get().second());
    }
    String user = environment.get("OPENSEARCH_USERNAME");
    String password = environment.get("OPENSEARCH_PASSWORD");
    if (user == null && password == null) {
      return null;
    }
    if (user == null || password == null) {
      throw new Unavailable("OPENSEARCH_USERNAME and OPENSEARCH_PASSWORD belong together");
    }
    return new Credentials(user, password);
  }
}
