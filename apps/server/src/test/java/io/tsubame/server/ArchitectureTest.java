package io.tsubame.server;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import io.tsubame.application.view.Table;
import io.tsubame.application.view.ViewBatch;
import io.tsubame.application.view.ViewReader;
import io.tsubame.rocksdb.NativeLibrary;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.rocksdb.RocksDB;

/// Arrows point inward: apps, adapters, application, domain. This class sees every module.
final class ArchitectureTest {
  private static final String ROOT = "io.tsubame";
  private static final String DOMAIN = ROOT + ".domain..";
  private static final String APPLICATION = ROOT + ".application..";
  private static final String PROTOCOL = ROOT + ".protocol..";
  private static final String SERVER = ROOT + ".server..";
  private static final String TESTKIT = ROOT + ".testkit..";

  /// What the stores on one technology share, and search indexes; no adapters, so adapters may use
  /// them.
  private static final String STORES = ROOT + ".rocksdb..";

  private static final String TEXTS = ROOT + ".search.text..";

  private static final String[] CORE = {DOMAIN, APPLICATION, PROTOCOL};

  /// What is neither core nor app is an adapter, so that a new one is held to the rules by itself.
  private static final DescribedPredicate<JavaClass> ADAPTERS =
      JavaClass.Predicates.resideInAPackage(ROOT + "..")
          .and(
              JavaClass.Predicates.resideOutsideOfPackages(
                  DOMAIN, APPLICATION, PROTOCOL, SERVER, TESTKIT, STORES, TEXTS))
          .as("adapters");

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @Test
  @DisplayName("every layer is in sight of this test")
  void seesAllLayers() {
    assertThat(CLASSES)
        .extracting(JavaClass::getPackageName)
        .anyMatch(name -> name.startsWith(ROOT + ".application"))
        .anyMatch(name -> name.startsWith(ROOT + ".protocol"))
        .anyMatch(name -> name.startsWith(ROOT + ".server"))
        .anyMatch(name -> name.startsWith(ROOT + ".eventlog"))
        .anyMatch(name -> name.startsWith(ROOT + ".api"));
  }

  @Test
  @DisplayName("the domain depends on java and JSpecify only")
  void pureDomain() {
    classes()
        .that()
        .resideInAPackage(DOMAIN)
        .should()
        .onlyDependOnClassesThat()
        .resideInAnyPackage("java..", "org.jspecify..", DOMAIN)
        .allowEmptyShould(true)
        .check(CLASSES);
  }

  @Test
  @DisplayName("the application knows neither wire formats nor adapters nor apps")
  void applicationLooksInward() {
    noClasses()
        .that()
        .resideInAPackage(APPLICATION)
        .should()
        .dependOnClassesThat(ADAPTERS.or(JavaClass.Predicates.resideInAnyPackage(PROTOCOL, SERVER)))
        .check(CLASSES);
  }

  @Test
  @DisplayName("[VW30] queries read messages through the room's gate only")
  void messagesAreBehindTheGate() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".application.query")
        .and()
        .doNotHaveSimpleName("OpenRoom")
        .should()
        .accessField(Table.class, "MESSAGES")
        .orShould()
        .accessField(Table.class, "MESSAGE_EDITS")
        .orShould()
        .accessField(Table.class, "REACTIONS")
        .check(CLASSES);
  }

  @Test
  @DisplayName("[SP1] search shows what the room's gate gave; only what feeds the index reads rows")
  void searchIsBehindTheGate() {
    noClasses()
        .that()
        .resideInAPackage(ROOT + ".application.search")
        .and()
        .haveNameMatching(".*\\.(Search|ResultPage|Names)(\\$.*)?")
        .should()
        .dependOnClassesThat()
        .areAssignableTo(ViewReader.class)
        .orShould()
        .dependOnClassesThat()
        .belongToAnyOf(Table.class)
        .check(CLASSES);
  }

  @Test
  @DisplayName("nothing but projections changes rows of views")
  void projectionsWriteViews() {
    noClasses()
        .that()
        .resideOutsideOfPackages(ROOT + ".application.projection", ROOT + ".testkit..")
        .should()
        .callMethod(ViewBatch.class, "put", Table.class, byte[].class, byte[].class)
        .orShould()
        .callMethod(ViewBatch.class, "delete", Table.class, byte[].class)
        .check(CLASSES);
  }

  @Test
  @DisplayName(
      "protocol knows the domain and the application's codec port, neither adapters nor apps")
  void protocolLooksInward() {
    noClasses()
        .that()
        .resideInAPackage(PROTOCOL)
        .should()
        .dependOnClassesThat(ADAPTERS.or(JavaClass.Predicates.resideInAPackage(SERVER)))
        .check(CLASSES);
  }

  @Test
  @DisplayName("adapters know neither each other nor apps nor how events are serialised")
  void adaptersStandAlone() {
    noClasses()
        .that(ADAPTERS)
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(SERVER, PROTOCOL)
        .check(CLASSES);
    slices().assignedFrom(new AdapterSlices()).should().notDependOnEachOther().check(CLASSES);
  }

  @Test
  @DisplayName("core takes time, waiting and identifiers from its ports")
  void noHiddenInputs() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .callMethod(Thread.class, "sleep", long.class)
        .orShould()
        .callMethod(Thread.class, "sleep", long.class, int.class)
        .orShould()
        .callMethod(Thread.class, "sleep", java.time.Duration.class)
        .orShould()
        .callMethod(Instant.class, "now")
        .orShould()
        .callMethod(Clock.class, "systemUTC")
        .orShould()
        .callMethod(Clock.class, "systemDefaultZone")
        .orShould()
        .callMethod(UUID.class, "randomUUID")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .check(CLASSES);
  }

  @Test
  @DisplayName("RocksDB is loaded in the one way that leaves nothing behind")
  void oneWayToLoad() {
    noClasses()
        .that()
        .doNotHaveFullyQualifiedName(NativeLibrary.class.getName())
        .should()
        .callMethod(RocksDB.class, "loadLibrary")
        .orShould()
        .callMethod(RocksDB.class, "loadLibrary", List.class)
        .check(CLASSES);
  }

  /// One slice for each adapter: the two packages below the root that a module's name gives. The
  /// HTTP interface is one module with a package for each family of endpoints.
  private static final class AdapterSlices implements SliceAssignment {
    @Override
    public SliceIdentifier getIdentifierOf(JavaClass javaClass) {
      if (!ADAPTERS.test(javaClass)) {
        return SliceIdentifier.ignore();
      }
      if (javaClass.getPackageName().startsWith(ROOT + ".api")) {
        return SliceIdentifier.of("api");
      }
      List<String> names = List.of(javaClass.getPackageName().split("\\.", -1));
      return SliceIdentifier.of(names.subList(0, Math.min(names.size(), 4)));
    }

    @Override
    public String getDescription() {
      return "adapters";
    }
  }
}
