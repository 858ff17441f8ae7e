package io.tsubame.search.opensearch;

import io.tsubame.application.search.DamagedIndex;
import io.tsubame.application.search.IndexDocument;
import io.tsubame.application.search.SearchIndex;
import io.tsubame.application.search.SearchIndexes;
import io.tsubame.search.opensearch.OpenSearchConfig.Credentials;
import io.tsubame.search.opensearch.OpenSearchIndex.Opened;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Indexes on OpenSearch, which is not called before one is needed, so that a server starts without
/// it.
public final class OpenSearchIndexes implements SearchIndexes {
  private static final Logger LOG = LoggerFactory.getLogger(OpenSearchIndexes.class);

  private final Calls calls;
  private final Catalogue catalogue;
  private final OpenSearchConfig config;
  private @Nullable String created;

  private OpenSearchIndexes(Calls calls, OpenSearchConfig config) {
    this.calls = calls;
    this.config = config;
    catalogue = new Catalogue(calls, config);
  }

  /// @param credentials null where OpenSearch asks for none
  public static OpenSearchIndexes at(OpenSearchConfig config, @Nullable Credentials credentials) {
    return new OpenSearchIndexes(new Calls(Transport.to(config, credentials), config), config);
  }

  @Override
  public SearchIndex open() {
    return new OpenSearchIndex(calls, config, this::openCurrent);
  }

  @Override
  public SearchIndex reading() {
    return new ReadIndex(calls, config);
  }

  private synchronized Opened openCurrent() {
    Opened opened = sound().orElseGet(this::anew);
    deleteAllBut(opened.name());
    return opened;
  }

  private Optional<Opened> sound() {
    Optional<String> current = catalogue.current();
    if (current.isEmpty()) {
      return Optional.empty();
    }
    String name = current.get();
    if (!catalogue.hasLayout(name)) {
      LOG.atInfo().log("The search index has another layout and is made anew");
      return Optional.empty();
    }
    try {
      return Optional.of(Opened.of(calls, name, catalogue.edition(name)));
    } catch (DamagedIndex damage) {
      LOG.atWarn().addKeyValue("cause", damage.getMessage()).log("The search index is damaged");
      return Optional.empty();
    }
  }

  private Opened anew() {
    String name = catalogue.create();
    catalogue.use(name);
    return Opened.of(calls, name, IndexDocument.EDITION);
  }

  @Override
  public synchronized SearchIndex create() {
    String name = catalogue.create();
    created = name;
    OpenSearchIndex index =
        new OpenSearchIndex(calls, config, () -> Opened.of(calls, name, IndexDocument.EDITION));
    index.opened();
    return index;
  }

  @Override
  public synchronized void use(SearchIndex index) {
    String name = Objects.requireNonNull(((OpenSearchIndex) index).name());
    catalogue.use(name);
    created = null;
    deleteAllBut(name);
  }

  @Override
  public synchronized void discard() {
    String unused = created;
    created = null;
    if (unused != null) {
      catalogue.delete(unused);
    }
  }

  @Override
  public void close() {
    calls.close();
  }

  private void deleteAllBut(String used) {
    for (String other : catalogue.all()) {
      if (!other.equals(used) && !other.equals(created)) {
        catalogue.delete(other);
      }
    }
  }
}
