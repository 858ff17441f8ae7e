package io.tsubame.bench;

import com.linecorp.armeria.common.HttpResponse;
import com.linecorp.armeria.common.MediaType;
import com.linecorp.armeria.common.SessionProtocol;
import com.linecorp.armeria.server.Server;
import io.tsubame.rocksdb.NativeLibrary;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/// The floor of bar B1: a bare Armeria handler that appends the request's body to RocksDB with one
/// synchronous flush for all that wait, and answers JSON. It knows no accounts, rooms or views.
final class FloorServer {
  private static final int BATCH = 1024;

  private final BlockingQueue<Waiting> queue = new ArrayBlockingQueue<>(1 << 16);
  private final RocksDB database;
  private long next;

  private record Waiting(byte[] value, CompletableFuture<Long> done) {}

  private FloorServer(Path directory) throws RocksDBException {
    NativeLibrary.load();
    @SuppressWarnings("resource") // lives as long as the process
    Options options = new Options().setCreateIfMissing(true).setWriteBufferSize(64 << 20);
    database = RocksDB.open(options, directory.toString());
    Thread.ofPlatform().name("committer").daemon().start(this::commit);
  }

  /// @param arguments the directory to write to
  public static void main(String[] arguments) throws Exception {
    FloorServer floor = new FloorServer(Path.of(arguments[0]));
    Server server =
        Server.builder()
            .port(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), SessionProtocol.HTTP)
            .service(
                "/post",
                (_, request) ->
                    HttpResponse.of(
                        request
                            .aggregate()
                            .thenCompose(whole -> floor.append(whole.content().array()))
                            .thenApply(FloorServer::answer)))
            .build();
    server.start().join();
    BenchServer.announce(server.activeLocalPort());
  }

  private static HttpResponse answer(long position) {
    return HttpResponse.of(MediaType.JSON_UTF_8, "{\"message_id\":\"" + position + "\"}");
  }

  private CompletableFuture<Long> append(byte[] value) {
    CompletableFuture<Long> done = new CompletableFuture<>();
    if (!queue.offer(new Waiting(value, done))) {
      done.completeExceptionally(new IllegalStateException("full"));
    }
    return done;
  }

  private void commit() {
    List<Waiting> batch = new ArrayList<>(BATCH);
    try (WriteOptions durable = new WriteOptions().setSync(true)) {
      while (true) {
        batch.clear();
        batch.add(queue.take());
        queue.drainTo(batch, BATCH - 1);
        long first = next;
        try (WriteBatch writes = new WriteBatch()) {
          for (Waiting waiting : batch) {
            writes.put(ByteBuffer.allocate(8).putLong(next++).array(), waiting.value());
          }
          database.write(durable, writes);
        }
        for (Waiting waiting : batch) {
          waiting.done().complete(first++);
        }
      }
    } catch (InterruptedException | RocksDBException failure) {
      throw new IllegalStateException("the floor's committer ended", failure);
    }
  }
}
