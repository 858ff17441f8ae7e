package io.tsubame.server;

import io.tsubame.server.doctor.Diagnosis;
import io.tsubame.server.doctor.Diagnosis.Level;
import io.tsubame.server.doctor.Doctor;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Tells whether a server could run here, and what could be better.
@Command(
    name = "doctor",
    description = "Looks at the machine and the data directory; exits with 1 on a failure.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class)
final class DoctorCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--data",
      paramLabel = "DIR",
      description = "Data directory. Default: ${DEFAULT-VALUE}",
      defaultValue = "./data")
  private Path data;

  @Option(
      names = "--host",
      paramLabel = "H",
      description = "Address to listen on. Default: ${DEFAULT-VALUE}",
      defaultValue = "127.0.0.1")
  private String host;

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "Port to listen on. Default: ${DEFAULT-VALUE}",
      defaultValue = "8080")
  private int port;

  @Override
  public Integer call() throws InterruptedException {
    Optional<AdminClient> server = AdminClient.of(data);
    server.ifPresent(AdminClient::close);
    Path directory = data.toAbsolutePath().normalize();
    List<Diagnosis> found =
        Doctor.examine(directory, host, port, server.isPresent(), Clock.systemUTC());
    found.forEach(this::print);
    boolean failed = found.stream().anyMatch(each -> each.level() == Level.FAILURE);
    return failed ? CommandLine.ExitCode.SOFTWARE : CommandLine.ExitCode.OK;
  }

  private void print(Diagnosis diagnosis) {
    String level = diagnosis.level().name().toLowerCase(Locale.ROOT);
    spec.commandLine()
        .getOut()
        .printf("%-8s %-7s %s%n", level, diagnosis.subject(), diagnosis.text());
  }
}
