package io.tsubame.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Accounts, from the command line.
@Command(
    name = "account",
    description = "Manages accounts of a running server.",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    subcommands = AccountCommand.Add.class)
final class AccountCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is needed, such as: account add");
  }

  /// Makes one account and prints it as one JSON object.
  @Command(
      name = "add",
      description = "Adds an account and prints it, with an API token, as one JSON object.",
      mixinStandardHelpOptions = true,
      versionProvider = Version.class)
  static final class Add implements Callable<Integer> {
    private static final JsonMapper JSON = new JsonMapper();

    @Spec private CommandSpec spec;

    @Option(
        names = "--data",
        paramLabel = "DIR",
        description = "Data directory of the running server. Default: ${DEFAULT-VALUE}",
        defaultValue = "./data")
    private Path data;

    @Option(names = "--name", paramLabel = "N", required = true, description = "Name to show")
    private String name;

    @Option(
        names = "--email",
        paramLabel = "E",
        required = true,
        description = "Address to sign in with")
    private String email;

    @Option(
        names = "--password",
        paramLabel = "P",
        description = "10 to 200 characters. Without it the account cannot sign in by password")
    private @Nullable String password;

    @Option(
        names = "--organization",
        paramLabel = "O",
        description = "Name of the organization; founded where there is none. Default: Tsubame")
    private @Nullable String organization;

    @Override
    public Integer call() throws InterruptedException {
      Optional<Address> server = Address.of(data);
      if (server.isEmpty()) {
        return fail(
            "No server runs on " + data + ". Start it with: bin/tsubame serve --data " + data);
      }
      ObjectNode body = JSON.createObjectNode().put("name", name).put("email", email);
      if (password != null) {
        body.put("password", password);
      }
      if (organization != null) {
        body.put("organization", organization);
      }
      try {
        return answer(post(server.get(), body));
      } catch (IOException failure) {
        return fail("The server of " + data + " does not answer at " + server.get().url());
      }
    }

    private static HttpResponse<byte[]> post(Address server, ObjectNode body)
        throws IOException, InterruptedException {
      try (HttpClient client =
          HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build()) {
        HttpRequest request =
            HttpRequest.newBuilder(URI.create(server.url() + "/v1/admin/accounts"))
                .timeout(Duration.ofSeconds(30))
                .header("content-type", "application/json")
                .header("authorization", "Bearer " + server.secret())
                .POST(BodyPublishers.ofByteArray(JSON.writeValueAsBytes(body)))
                .build();
        return client.send(request, BodyHandlers.ofByteArray());
      }
    }

    private int answer(HttpResponse<byte[]> response) throws IOException {
      JsonNode content = JSON.readTree(response.body());
      if (response.statusCode() != 200) {
        return fail(content.path("title").asText("The server refused"));
      }
      spec.commandLine().getOut().println(content);
      return 0;
    }

    private int fail(String why) {
      spec.commandLine().getErr().println(why);
      return 1;
    }
  }
}
