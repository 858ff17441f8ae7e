package io.tsubame.search.opensearch;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tsubame.application.Unavailable;
import io.tsubame.application.search.IndexDocument;
import io.tsubame.application.search.IndexQuery.Only;
import io.tsubame.application.search.Trait;
import io.tsubame.domain.AccountId;
import io.tsubame.search.text.Grams;
import io.tsubame.search.text.Words;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Makes lines of bulk requests. That is a long calculation, which would keep the few carriers of
/// virtual threads from everybody else; so for these it is done by a platform thread.
final class Encoder implements AutoCloseable {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().daemon().name("search-index-", 0).factory());
  private final ConcurrentLinkedQueue<Words> analyses = new ConcurrentLinkedQueue<>();

  /// The words of a text in normal form.
  Set<String> words(String text) {
    Words pooled = analyses.poll();
    Words analysis = pooled == null ? new Words() : pooled;
    Set<String> words = analysis.of(text);
    analyses.add(analysis);
    return words;
  }

  /// Does it on a thread that may calculate for long.
  <T> T calculated(Supplier<T> work) {
    if (!Thread.currentThread().isVirtual()) {
      return work.get();
    }
    try {
      Future<T> done = thread.submit(work::get);
      return done.get();
    } catch (RejectedExecutionException closed) {
      throw new Unavailable("the search index is closed", closed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new Unavailable("closing", interrupted);
    } catch (ExecutionException failed) {
      throw new IllegalStateException(failed.getCause());
    }
  }

  /// @param document null for its removal
  void line(String id, @Nullable IndexDocument document, long version, ByteArrayOutputStream into) {
    try {
      try (JsonGenerator out = Calls.JSON.createGenerator(into)) {
        out.writeStartObject();
        out.writeObjectFieldStart(document == null ? "delete" : "index");
        out.writeStringField("_id", id);
        out.writeNumberField("version", version);
        out.writeStringField("version_type", "external_gte");
        out.writeEndObject();
        out.writeEndObject();
      }
      into.write('\n');
      if (document != null) {
        try (JsonGenerator out = Calls.JSON.createGenerator(into)) {
          write(document, out);
        }
        into.write('\n');
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException("memory cannot be written", impossible);
    }
  }

  private void write(IndexDocument document, JsonGenerator out) throws IOException {
    int room = document.id().room().value();
    int number = document.id().number();
    out.writeStartObject();
    out.writeStringField(Fields.KIND, Fields.kind(document.id().kind()));
    out.writeNumberField(Fields.ROOM, room);
    out.writeNumberField(Fields.NUMBER, number);
    out.writeNumberField(Fields.PLACE, Only.place(room, number));
    out.writeNumberField(Fields.AT, document.at().toEpochMilli());
    out.writeStringField(Fields.AUTHOR, document.author().toString());
    out.writeArrayFieldStart(Fields.FOR);
    for (AccountId account : document.addressed()) {
      out.writeString(Integer.toString(account.value()));
    }
    if (document.toAll()) {
      out.writeString(Integer.toString(Fields.ALL));
    }
    out.writeEndArray();
    out.writeArrayFieldStart(Fields.HAS);
    for (Trait trait : document.traits()) {
      out.writeString(Fields.trait(trait));
    }
    out.writeEndArray();
    strings(Fields.GRAMS, Grams.of(document.text()), out);
    strings(Fields.WORDS, words(document.text()), out);
    out.writeEndObject();
  }

  private static void strings(String field, Set<String> terms, JsonGenerator out)
      throws IOException {
    out.writeArrayFieldStart(field);
    for (String term : terms) {
      out.writeString(term);
    }
    out.writeEndArray();
  }

  @Override
  public void close() {
    thread.shutdown();
  }
}
