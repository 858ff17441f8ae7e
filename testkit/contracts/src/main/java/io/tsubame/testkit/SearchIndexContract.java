package io.tsubame.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tsubame.application.Unavailable;
import io.tsubame.application.search.DocumentId;
import io.tsubame.application.search.DocumentKind;
import io.tsubame.application.search.Folding;
import io.tsubame.application.search.IndexBatch;
import io.tsubame.application.search.IndexChange;
import io.tsubame.application.search.IndexDocument;
import io.tsubame.application.search.IndexHits;
import io.tsubame.application.search.IndexHits.Hit;
import io.tsubame.application.search.IndexMark;
import io.tsubame.application.search.IndexQuery;
import io.tsubame.application.search.IndexQuery.Only;
import io.tsubame.application.search.IndexQuery.Ranking;
import io.tsubame.application.search.SearchIndex;
import io.tsubame.application.search.SearchTerm;
import io.tsubame.application.search.Trait;
import io.tsubame.domain.AccountId;
import io.tsubame.domain.RoomId;
import io.tsubame.testkit.properties.Choices;
import io.tsubame.testkit.properties.Gen;
import io.tsubame.testkit.properties.Property;
import io.tsubame.testkit.properties.Strings;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/// The rules of `docs/spec/search.md` that every search index keeps.
public abstract class SearchIndexContract {
  private static final RoomId ROOM = new RoomId(7);
  private static final RoomId OTHER = new RoomId(8);
  private static final AccountId ANN = new AccountId(1);
  private static final AccountId BOB = new AccountId(2);
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private SearchIndex index;

  /// Opens the index of this test; creates it the first time. The one before is closed by then.
  protected abstract SearchIndex start();

  /// Whether an index that is opened again has what it had.
  protected boolean lasts() {
    return true;
  }

  @BeforeEach
  final void startIndex() {
    index = start();
  }

  @AfterEach
  final void closeIndex() {
    index.close();
  }

  @Test
  @DisplayName("[SI1] what was written is found by a part of its text")
  void found() {
    put(message(1, "今日は東京で会議をしました"), message(2, "nothing to see"));

    assertThat(found("京で会")).containsExactly(1);
    assertThat(found("thing")).containsExactly(2);
    assertThat(found("京都")).isEmpty();
  }

  @Test
  @DisplayName("[SI1] what has the pieces of a term apart is not a sure hit")
  void precise() {
    put(message(1, "会議室の議会"), message(2, "abc bcd"), message(3, "再起する。起動した。"));

    assertThat(found("室の議")).containsExactly(1);
    assertThat(found("abcd")).isEmpty();
    assertThat(found("再起動")).isEmpty();
  }

  @Test
  @DisplayName("[SI2] a put replaces, a removal removes, and both may be repeated")
  void changes() {
    put(message(1, "first text"), message(2, "second text"));
    put(message(1, "changed text"));
    write(new IndexChange.Remove(message(2, "").id()));
    write(new IndexChange.Remove(message(2, "").id()));

    assertThat(found("first")).isEmpty();
    assertThat(found("changed")).containsExactly(1);
    assertThat(found("text")).containsExactly(1);
    assertThat(index.numbers().documents()).isEqualTo(1);
  }

  @Test
  @DisplayName("[SI2] the changes of one batch come in order")
  void order() {
    write(
        new IndexChange.Put(message(1, "before")),
        new IndexChange.Remove(message(1, "").id()),
        new IndexChange.Put(message(2, "gone")),
        new IndexChange.RemoveRoom(ROOM),
        new IndexChange.RemoveRoom(OTHER),
        new IndexChange.Put(message(3, "after")),
        new IndexChange.Put(message(4, "replaced")),
        new IndexChange.Put(message(4, "after")),
        new IndexChange.Put(message(5, "again")),
        new IndexChange.Remove(message(5, "").id()));

    assertThat(found("be")).isEmpty();
    assertThat(found("go")).isEmpty();
    assertThat(found("laced")).isEmpty();
    assertThat(found("gain")).isEmpty();
    assertThat(found("af")).containsExactly(4, 3);
  }

  @Test
  @DisplayName("[SI3] nothing is left of a removed room, and all of the others")
  void removedRoom() {
    put(message(1, "here"), in(OTHER, message(2, "here")), task(3, BOB, "here"));
    write(new IndexChange.RemoveRoom(ROOM));

    assertThat(numbers(all(query("here").in(ROOM, OTHER)))).containsExactly(2);
    assertThat(numbers(all(query("here").kind(DocumentKind.TASK)))).isEmpty();
  }

  @Test
  @DisplayName("[SI3] the tasks of who left a room are removed, and no others")
  void removedTasks() {
    put(task(1, ANN, "work"), task(2, BOB, "work"), message(3, "work"));
    write(new IndexChange.RemoveAddressed(DocumentKind.TASK, ROOM, BOB));

    assertThat(numbers(all(query("work").kind(DocumentKind.TASK)))).containsExactly(1);
    assertThat(found("work")).containsExactly(3);
  }

  @Test
  @DisplayName("[SI4] only rooms that the query names are looked at, few or many")
  void rooms() {
    put(message(1, "secret"), in(OTHER, message(2, "secret")));
    RoomId[] many = IntStream.range(100, 200).mapToObj(RoomId::new).toArray(RoomId[]::new);

    assertThat(numbers(all(query("secret").in()))).isEmpty();
    assertThat(numbers(all(query("secret").in(OTHER)))).containsExactly(2);
    assertThat(numbers(all(query("secret").in(many)))).isEmpty();
    many[50] = ROOM;
    assertThat(numbers(all(query("secret").in(many)))).containsExactly(1);
  }

  @Test
  @DisplayName("[SI5] conditions hold together: kind, author, whom it is for, traits, time, place")
  void conditions() {
    put(
        message(1, "word"),
        new IndexDocument(
            id(2), BOB, List.of(ANN), false, Set.of(Trait.LINK, Trait.FILE), at(2), "word"),
        new IndexDocument(id(3), BOB, List.of(), true, Set.of(Trait.LINK), at(3), "word"),
        task(4, ANN, "word"));

    assertThat(numbers(all(query("word")))).containsExactly(3, 2, 1);
    assertThat(numbers(all(query("word").kind(DocumentKind.TASK)))).containsExactly(4);
    assertThat(numbers(all(query("word").authors(BOB)))).containsExactly(3, 2);
    assertThat(numbers(all(query("word").addressed(ANN)))).containsExactly(3, 2);
    assertThat(numbers(all(query("word").addressed(BOB)))).containsExactly(3);
    assertThat(numbers(all(query("word").traits(Trait.LINK, Trait.FILE)))).containsExactly(2);
    assertThat(numbers(all(query("word").between(at(2), at(3))))).containsExactly(2);
    assertThat(numbers(all(new Question(ROOM).authors(BOB)))).containsExactly(3, 2);
  }

  @Test
  @DisplayName("[SI5] places are kept, whether they are told one by one or by room")
  void places() {
    put(message(1, "word"), message(2, "word"), message(3, "word"), in(OTHER, message(2, "word")));
    Only two = new Only.Among(Set.of(Only.place(7, 3), Only.place(7, 9), Only.place(8, 2)));

    assertThat(numbers(all(query("word").only(two)))).containsExactly(3);
    assertThat(numbers(all(query("word").in(ROOM, OTHER).only(two)))).containsExactly(3, 2);
    assertThat(numbers(all(query("word").only(new Only.Among(Set.of()))))).isEmpty();
    assertThat(numbers(all(query("word").only(new Only.Behind(Map.of(7, 1, 8, 0))))))
        .containsExactly(3, 2);
    assertThat(numbers(all(query("word").only(new Only.Behind(Map.of(8, 0)))))).isEmpty();
  }

  @Test
  @DisplayName("[SI4][SI5] rooms may be many more than anybody is in, with what is behind in each")
  void thousandsOfRooms() {
    put(message(1, "needle"), message(2, "a needles"), in(OTHER, message(3, "needle")));
    RoomId[] many =
        IntStream.range(0, 70_000).mapToObj(i -> new RoomId(7 + 2 * i)).toArray(RoomId[]::new);
    Map<Integer, Integer> behind = new HashMap<>();
    for (int i = 0; i < 3_000; i++) {
      behind.put(many[i].value(), 1);
    }
    Question question = query("needle").in(many).ranking(Ranking.RELEVANCE);

    assertThat(numbers(all(question))).containsExactly(1, 2);
    assertThat(numbers(all(question.only(new Only.Behind(behind))))).containsExactly(2);
  }

  @Test
  @DisplayName("[SI6] of each group one term is there, and no excluded one")
  void groups() {
    put(
        message(1, "red apple"),
        message(2, "green apple"),
        message(3, "red pear"),
        message(4, "green pear ripe"));

    assertThat(numbers(all(query("apple", "pear").and("green")))).containsExactly(4, 2);
    assertThat(numbers(all(query("green").without("ripe")))).containsExactly(2);
    assertThat(numbers(all(new Question(ROOM).without("pear")))).containsExactly(2, 1);
    assertThat(numbers(all(new Question(ROOM).without("ed")))).containsExactly(4, 2);
  }

  @Test
  @DisplayName("[SI7] one letter is found where it stands alone, one wide sign everywhere")
  void single() {
    put(
        message(1, "plan C works"),
        message(2, "clean code"),
        message(3, "鯖が落ちた"),
        message(4, "新鯖"));

    assertThat(found("C")).containsExactly(1);
    assertThat(found("鯖")).containsExactly(4, 3);
    assertThat(found("た")).containsExactly(3);
  }

  @Test
  @DisplayName("[SI8] newest first, or whole words as if they were 90 days newer")
  void ranking() {
    put(
        dated(1, NOON.minus(Duration.ofDays(200)), "python is old"),
        dated(2, NOON.minus(Duration.ofDays(80)), "python here"),
        dated(3, NOON.minus(Duration.ofDays(1)), "pythonic"),
        dated(4, NOON.minus(Duration.ofDays(120)), "monty pythons"));

    assertThat(numbers(all(query("python").ranking(Ranking.RELEVANCE))))
        .containsExactly(2, 3, 1, 4);
    assertThat(numbers(all(query("python").ranking(Ranking.NEWEST)))).containsExactly(3, 2, 4, 1);
  }

  @Test
  @DisplayName("[SI9] pages follow each other without gap and repetition")
  void pages() {
    List<IndexDocument> documents = new ArrayList<>();
    for (int i = 1; i <= 100; i++) {
      documents.add(dated(i, NOON.plusSeconds(i / 7), i % 3 == 0 ? "a needle" : "needles"));
    }
    put(documents);
    for (Ranking ranking : Ranking.values()) {
      IndexQuery query = query("needle").ranking(ranking).build();
      List<Hit> whole = index.find(query, null, 1_000).hits();
      List<Hit> paged = new ArrayList<>();
      IndexMark after = null;
      boolean more = true;
      while (more) {
        IndexHits page = index.find(query, after, 9);
        paged.addAll(page.hits());
        after = page.hits().isEmpty() ? after : page.hits().getLast().mark();
        more = page.more();
      }
      assertThat(paged).isEqualTo(whole).hasSize(100).doesNotHaveDuplicates();
      assertThat(whole).extracting(Hit::mark).isSorted();
    }
  }

  @Test
  @DisplayName("[SI9] a page may be very long")
  void longPage() {
    List<IndexDocument> documents = new ArrayList<>();
    for (int i = 1; i <= 3_000; i++) {
      documents.add(dated(i, NOON.plusSeconds(i / 7), i % 3 == 0 ? "a needle" : "needles"));
    }
    put(documents);
    IndexQuery query = query("needle").ranking(Ranking.RELEVANCE).build();
    IndexHits page = index.find(query, null, 2_700);
    IndexHits rest = index.find(query, page.hits().getLast().mark(), 2_700);

    assertThat(page.hits()).hasSize(2_700).doesNotHaveDuplicates();
    assertThat(page.hits()).extracting(Hit::mark).isSorted();
    assertThat(page.more()).isTrue();
    assertThat(rest.hits()).hasSize(300).doesNotContainAnyElementsOf(page.hits());
    assertThat(rest.more()).isFalse();
  }

  @Test
  @DisplayName(
      "[SI10] what was flushed survives with its checkpoints, and what came after does not")
  void survives() {
    if (!lasts()) {
      return;
    }
    index.write(
        new IndexBatch(List.of(new IndexChange.Put(message(1, "kept"))), Map.of(3, 40L, 5, 60L)));
    index.flush();
    index.close();
    index = start();

    assertThat(index.checkpoint(3)).isEqualTo(40);
    assertThat(index.checkpoint(5)).isEqualTo(60);
    assertThat(index.checkpoint(4)).isZero();
    assertThat(found("kep")).containsExactly(1);
  }

  @Test
  @DisplayName("[SI16] an index remembers the edition of what it holds")
  void edition() {
    assertThat(index.edition()).isEqualTo(IndexDocument.EDITION);
    put(message(1, "kept"));
    index.close();
    index = start();

    assertThat(index.edition()).isEqualTo(IndexDocument.EDITION);
  }

  @Test
  @DisplayName("[SI11] a closed index answers nothing")
  void closed() {
    index.close();

    assertThatThrownBy(() -> index.find(query("x").build(), null, 1))
        .isInstanceOf(Unavailable.class);
    index = start();
  }

  @Test
  @DisplayName("[SI12] every part of a normalised text is found, and nothing else")
  void exact() {
    Gen<List<String>> texts = Gen.lists(SearchIndexContract::text, 1, 12);
    int[] room = {1_000};
    Property.check(
        "search index against exhaustive scan",
        cases(),
        choices ->
            new Sample(choices.draw(texts), choices.below(12), choices.below(40), choices.below(6)),
        sample -> {
          RoomId fresh = new RoomId(room[0]++);
          List<String> folded = sample.texts().stream().map(Folding::fold).toList();
          List<IndexDocument> documents = new ArrayList<>();
          for (int i = 0; i < folded.size(); i++) {
            documents.add(in(fresh, message(i + 1, folded.get(i))));
          }
          put(documents);
          String wanted = sample.part(folded);
          if (!wanted.isEmpty()) {
            compare(fresh, folded, wanted);
          }
          write(new IndexChange.RemoveRoom(fresh));
        });
  }

  /// How many samples the exhaustive comparison takes.
  protected int cases() {
    return 300;
  }

  private void compare(RoomId room, List<String> texts, String wanted) {
    SearchTerm term = SearchTerm.of(wanted);
    Question question = new Question(ROOM).in(room).and(term.text());
    List<Integer> expected =
        IntStream.rangeClosed(1, texts.size())
            .filter(i -> term.isIn(texts.get(i - 1)))
            .boxed()
            .toList();
    IndexHits hits = index.find(question.build(), null, 1_000);
    List<Integer> proposed = hits.hits().stream().map(hit -> hit.id().number()).sorted().toList();
    if (hits.sure()) {
      assertThat(proposed).as("sure hits of %s", wanted).isEqualTo(expected);
    }
    assertThat(proposed).as("hits of %s", wanted).containsAll(expected);
    assertThat(proposed.stream().filter(i -> term.isIn(texts.get(i - 1))).toList())
        .isEqualTo(expected);
  }

  /// Texts that repeat few signs, so that pieces of a term often stand apart, and others.
  private static String text(Choices choices) {
    Gen<String> few =
        Gen.lists(
                Gen.elements(
                    "a",
                    "b",
                    "c",
                    "A",
                    " ",
                    "ア",
                    "ｱ",
                    "ー",
                    "か",
                    "\u3099",
                    "ﾞ",
                    "東",
                    "京",
                    "é",
                    "e\u0301",
                    "👍",
                    "\ud842\udfb7",
                    "3",
                    ".",
                    "ς",
                    "Σ",
                    "ﬁ"),
                0,
                24)
            .map(parts -> String.join("", parts));
    return choices.draw(Gen.oneOf(few, few, Strings.withLoneSurrogates(0, 40)));
  }

  private static Question query(String... either) {
    return new Question(ROOM).and(either);
  }

  private List<Integer> found(String term) {
    return numbers(all(query(term)));
  }

  /// The hits that have what the query asks for, in order.
  private List<Hit> all(Question question) {
    IndexQuery query = question.build();
    IndexHits hits = index.find(query, null, 1_000);
    return hits.sure()
        ? hits.hits()
        : hits.hits().stream().filter(hit -> query.fits(texts.getOrDefault(hit.id(), ""))).toList();
  }

  private static List<Integer> numbers(List<Hit> hits) {
    return hits.stream().map(hit -> hit.id().number()).collect(Collectors.toList());
  }

  private final Map<DocumentId, String> texts = new HashMap<>();

  private void put(IndexDocument... documents) {
    put(List.of(documents));
  }

  private void put(Collection<IndexDocument> documents) {
    write(documents.stream().map(IndexChange.Put::new).toArray(IndexChange[]::new));
  }

  private void write(IndexChange... changes) {
    for (IndexChange change : changes) {
      if (change instanceof IndexChange.Put(var document)) {
        texts.put(document.id(), document.text());
      }
    }
    index.write(new IndexBatch(List.of(changes), Map.of()));
    index.flush();
  }

  private static DocumentId id(int number) {
    return new DocumentId(DocumentKind.MESSAGE, ROOM, number);
  }

  private static Instant at(int number) {
    return NOON.plusSeconds(number);
  }

  private static IndexDocument message(int number, String text) {
    return dated(number, at(number), text);
  }

  private static IndexDocument dated(int number, Instant at, String text) {
    return new IndexDocument(id(number), ANN, List.of(), false, Set.of(), at, Folding.fold(text));
  }

  private static IndexDocument task(int number, AccountId assignee, String text) {
    return new IndexDocument(
        new DocumentId(DocumentKind.TASK, ROOM, number),
        ANN,
        List.of(assignee),
        false,
        Set.of(Trait.TASK),
        at(number),
        Folding.fold(text));
  }

  private static IndexDocument in(RoomId room, IndexDocument document) {
    return new IndexDocument(
        new DocumentId(document.id().kind(), room, document.id().number()),
        document.author(),
        document.addressed(),
        document.toAll(),
        document.traits(),
        document.at(),
        document.text());
  }
}
