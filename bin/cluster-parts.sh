# The parts of a cluster on one machine: how each is configured, started and asked whether it answers.
# Sourced by bin/tsubame-cluster, never run. Everything listens on 127.0.0.1, or on
# the addresses of bin/cluster-network.sh, from port $base on:
#
#   base          balancer            base + 40        redis
#   base + 1..9   nodes, HTTP         base + 41        s3
#   base + 11..19 nodes, each other   base + 42, 43    opensearch, HTTP and transport
#   base + 21..23 kafka, clients      base + 44..46    hbase: coordination, master, region server
#   base + 31..33 kafka, controllers
#
# Memory, with three nodes: about 1.2 GB for Kafka, 0.5 for each of HBase and OpenSearch, 0.2 for S3, 0.8 for a node.

engine_modules=(kafka s3 opensearch hbase)
engines=(kafka-1 kafka-2 kafka-3 hbase opensearch s3 redis)
nobody=65534 # OpenSearch does not run as root
node_heap=${TSUBAME_CLUSTER_NODE_HEAP:-512m}

check_tools() {
  local tool missing=()
  for tool in redis-server haproxy setsid flock; do
    [[ $tool == haproxy && $nodes == 0 ]] && continue
    command -v "$tool" >/dev/null || [[ -x /usr/sbin/$tool ]] || missing+=("$tool")
  done
  ((${#missing[@]} == 0)) || fail "missing: ${missing[*]}. On Debian: bin/setup-dev redis-server haproxy"
}

# The jars of the engines stay where Maven keeps them; what comes out is where they lie.
fetch_engines() {
  local module modules="" fetched=yes
  for module in "${engine_modules[@]}"; do
    modules+=",testkit/$module"
    [[ $root/testkit/$module/target/class-path.txt -nt $root/testkit/$module/pom.xml &&
      $root/testkit/$module/target/class-path.txt -nt $root/pom.xml ]] || fetched=""
  done
  [[ -z $fetched ]] || return 0
  [[ ${TSUBAME_BUILD:-} != never ]] || fail "the engines are not fetched yet: bin/tsubame-cluster fetch"
  say "Fetching the engines (the first time half a gigabyte) ..."
  lock_checkout
  maven -B -q -Dmdep.includeScope=runtime -Dmdep.outputFile=target/class-path.txt -pl "${modules#,}" \
    process-resources dependency:build-classpath >&2 9>&- || fail "Maven could not fetch the engines."
  for module in "${engine_modules[@]}"; do touch "$root/testkit/$module/target/class-path.txt"; done
  unlock_checkout
}

class_path() {
  case $1 in
    hbase) cat "$root/testkit/hbase/target/classes/io/tsubame/testkit/hbase/class-path.txt" ;;
    *) cat "$root/testkit/$1/target/class-path.txt" ;;
  esac
}

# Made once, and only for who started the cluster.
secret() {
  [[ -s $dir/$1 ]] || (umask 077 && printf '%s\n%s\n' "$2" "$(tr -d - </proc/sys/kernel/random/uuid)" >"$dir/$1")
  sed -n 2p "$dir/$1"
}

# What all nodes have in common, as far as it is about the engines.
write_common() {
  local number brokers=""
  for number in 1 2 3; do brokers+=",$(host_of kafka):$((base + 20 + number))"; done
  secret s3-credentials tsubame >/dev/null
  secret redis-credentials default >/dev/null
  cat >"$dir/engines.yaml" <<X
kafka:
  servers: ${brokers#,}
  topic: tsubame-log
  replicas: 3
  min-in-sync-replicas: 2
hbase:
  servers: [$(host_of hbase):$((base + 45))]
  prefix: tsubame
  regions: 4
  compression: NONE
file-storage:
  kind: s3
  endpoint: http://$(host_of s3):$((base + 41))
  bucket: files
  credentials: $dir/s3-credentials
search:
  engine: opensearch
  opensearch:
    addresses: [http://$(host_of opensearch):$((base + 42))]
    index: tsubame-search
    replicas: 0
sessions:
  store: redis
  redis:
    address: redis://$(host_of redis):$((base + 40))
    credentials: $dir/redis-credentials
X
}

prepare_part() {
  case $1 in
    kafka-*) prepare_kafka "${1#kafka-}" ;;
    node-*) prepare_node "${1#node-}" ;;
    *) "prepare_$1" ;;
  esac
}

command_of() {
  case $1 in
    kafka-*) kafka_command "${1#kafka-}" ;;
    node-*) node_command "${1#node-}" ;;
    *) "$1_command" ;;
  esac
}

port_of() {
  case $1 in
    kafka-*) echo $((base + 20 + ${1#kafka-})) ;;
    node-*) echo $((base + ${1#node-})) ;;
    hbase) echo $((base + 45)) ;;
    opensearch) echo $((base + 42)) ;;
    s3) echo $((base + 41)) ;;
    redis) echo $((base + 40)) ;;
    balancer) echo "$base" ;;
  esac
}

# Whether a part does its work.
answers() {
  local host port
  host=$(host_of "$1")
  port=$(port_of "$1")
  case $1 in
    kafka-*) is_open "$host" "$port" && grep -q 'Kafka Server started' "$dir/$1/out.log" ;;
    hbase) is_open "$host" "$port" && grep -q 'Master has completed initialization' "$dir/hbase/out.log" ;;
    opensearch) [[ $(http_status "$host" "$port" '/_cluster/health?wait_for_no_initializing_shards=true&timeout=1s') == 200 ]] ;;
    s3) is_open "$host" "$port" ;;
    redis) [[ $(ask "$host" "$port" 'PING') == -NOAUTH* ]] ;;
    node-* | balancer) [[ $(http_status "$host" "$port" /health/ready) == 200 ]] ;;
  esac
}

# The first line of an answer to some lines.
ask() (
  line=""
  { exec 3<>"/dev/tcp/$1/$2"; } 2>/dev/null || exit 0
  printf '%b\r\n' "$3" >&3 2>/dev/null || exit 0
  IFS= read -r -t 2 line <&3 2>/dev/null || true
  printf '%s\n' "${line%$'\r'}"
)

http_status() {
  local line
  line=$(ask "$1" "$2" "GET $3 HTTP/1.0\r\nHost: $1:$2\r\n")
  line=${line#* }
  printf '%s\n' "${line%% *}"
}

quiet_logback() {
  cat >"$1" <<'X'
<configuration>
  <appender name="out" class="ch.qos.logback.core.ConsoleAppender">
    <encoder><pattern>%d %-5level [%thread] %logger{0} - %msg%n</pattern></encoder>
  </appender>
  <logger name="kafka.server.KafkaRaftServer" level="INFO"/>
  <root level="WARN"><appender-ref ref="out"/></root>
</configuration>
X
}

# Brokers that are controllers as well. A broker that is silent for some seconds is given up.
prepare_kafka() {
  local home=$dir/kafka-$1 host id
  host=$(host_of kafka)
  quiet_logback "$home/logback.xml"
  cat >"$home/server.properties" <<X
process.roles=broker,controller
node.id=$1
controller.quorum.voters=1@$host:$((base + 31)),2@$host:$((base + 32)),3@$host:$((base + 33))
listeners=PLAINTEXT://$host:$((base + 20 + $1)),CONTROLLER://$host:$((base + 30 + $1))
advertised.listeners=PLAINTEXT://$host:$((base + 20 + $1))
controller.listener.names=CONTROLLER
listener.security.protocol.map=CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT
inter.broker.listener.name=PLAINTEXT
log.dirs=$home/data
default.replication.factor=3
min.insync.replicas=2
unclean.leader.election.enable=false
auto.create.topics.enable=false
offsets.topic.replication.factor=3
offsets.topic.num.partitions=4
transaction.state.log.replication.factor=3
transaction.state.log.min.isr=2
transaction.state.log.num.partitions=4
share.coordinator.state.topic.replication.factor=3
share.coordinator.state.topic.min.isr=2
group.initial.rebalance.delay.ms=0
broker.session.timeout.ms=4000
broker.heartbeat.interval.ms=500
num.network.threads=2
num.io.threads=4
log.cleaner.dedupe.buffer.size=4194304
X
  [[ -e $home/data/meta.properties ]] && return
  [[ -s $dir/kafka-id ]] || java_of kafka kafka.tools.StorageTool random-uuid 2>/dev/null | tail -n 1 >"$dir/kafka-id"
  id=$(cat "$dir/kafka-id")
  java_of kafka kafka.tools.StorageTool format -t "$id" -c "$home/server.properties" >"$home/format.log" 2>&1 ||
    fail "the storage of kafka-$1 could not be made: $(tail -n 3 "$home/format.log")"
}

java_of() { "$JAVA_HOME/bin/java" -XX:TieredStopAtLevel=1 -cp "$(class_path "$1")" "${@:2}"; }

kafka_command() {
  printf '%s\n' "$JAVA_HOME/bin/java" -Xms96m -Xmx320m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "-Dlogback.configurationFile=$dir/kafka-$1/logback.xml" \
    -cp "$(class_path kafka)" kafka.Kafka "$dir/kafka-$1/server.properties"
}

# Coordination, master and one region server in one process, over files of this machine.
prepare_hbase() {
  local home=$dir/hbase host name key value
  host=$(host_of hbase)
  name=$host
  [[ $host != 127.0.0.1 ]] || name=localhost
  mkdir -p "$home/conf"
  # Its own logging, which knows nothing of the others'.
  cp "$root/testkit/hbase/target/classes/io/tsubame/testkit/hbase/log4j.properties" "$home/conf"
  {
    printf '<configuration>\n'
    while read -r key value; do
      printf '<property><name>%s</name><value>%s</value></property>\n' "$key" "$value"
    done <<X
hbase.rootdir file://$home/data
hbase.tmp.dir $home/tmp
hbase.zookeeper.property.dataDir $home/coordination
hbase.zookeeper.quorum 127.0.0.1
hbase.zookeeper.property.clientPort $((base + 44))
hbase.zookeeper.property.clientPortAddress 127.0.0.1
hbase.cluster.distributed false
hbase.unsafe.stream.capability.enforce false
hbase.master.hostname $name
hbase.regionserver.hostname $name
hbase.master.ipc.address $host
hbase.regionserver.ipc.address $host
hbase.master.port $((base + 45))
hbase.regionserver.port $((base + 46))
hbase.master.info.port -1
hbase.regionserver.info.port -1
hbase.regionserver.handler.count 20
X
    printf '</configuration>\n'
  } >"$home/conf/hbase-site.xml"
}

hbase_command() {
  printf '%s\n' "$JAVA_HOME/bin/java" -Xms128m -Xmx512m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --enable-native-access=ALL-UNNAMED \
    --sun-misc-unsafe-memory-access=allow --add-opens=java.base/java.nio=ALL-UNNAMED --add-opens=java.base/java.lang=ALL-UNNAMED \
    --add-opens=java.base/java.util.concurrent=ALL-UNNAMED -Dzookeeper.admin.enableServer=false \
    -cp "$dir/hbase/conf:$(class_path hbase)" org.apache.hadoop.hbase.master.HMaster start
}

# Of the distribution what a server without plug-ins needs.
prepare_opensearch() {
  local home=$dir/opensearch archive folder
  if [[ ! -d $home/home/lib ]]; then
    archive=$(cat "$root/testkit/opensearch/target/classes/io/tsubame/testkit/opensearch/distribution.txt")
    folder=$("$JAVA_HOME/bin/jar" tf "$archive" | head -n 1)
    folder=${folder%%/*}
    rm -rf "$home/unpacked" && mkdir -p "$home/unpacked"
    (cd "$home/unpacked" && "$JAVA_HOME/bin/jar" xf "$archive" \
      "$folder"/{agent,config,lib,modules/transport-netty4}) || fail "OpenSearch could not be unpacked."
    mkdir -p "$home/unpacked/$folder/plugins"
    mv "$home/unpacked/$folder" "$home/home"
  fi
  mkdir -p "$home"/{data,logs,tmp}
  cat >"$home/home/config/opensearch.yml" <<X
cluster.name: tsubame
node.name: only
discovery.type: single-node
network.host: $(host_of opensearch)
http.port: $((base + 42))
transport.port: $((base + 43))
path.data: $home/data
path.logs: $home/logs
cluster.routing.allocation.disk.threshold_enabled: false
X
  if ((EUID == 0)); then
    chown -R "$nobody:$nobody" "$home"
    setpriv --reuid=$nobody --regid=$nobody --clear-groups test -r "$home/home/config/opensearch.yml" ||
      fail "OpenSearch does not run as root, and others cannot read $dir: give --dir a folder below /var/tmp or the like."
  fi
}

opensearch_command() {
  local home=$dir/opensearch
  ((EUID != 0)) || printf '%s\n' setpriv --reuid=$nobody --regid=$nobody --clear-groups
  printf '%s\n' "$JAVA_HOME/bin/java" -Xms256m -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 --add-modules=jdk.incubator.vector \
    --add-opens=java.base/java.nio=ALL-UNNAMED "-javaagent:$home/home/agent/opensearch-agent.jar" "-Djava.io.tmpdir=$home/tmp" \
    -Dlog4j2.disable.jmx=true -Dio.netty.noUnsafe=true -Dio.netty.allocator.type=unpooled "-Dopensearch.path.home=$home/home" \
    "-Dopensearch.path.conf=$home/home/config" -cp "$home/home/lib/*" org.opensearch.bootstrap.OpenSearch
}

prepare_s3() {
  local home=$dir/s3
  mkdir -p "$home/data/files"
  quiet_logback "$home/logback.xml"
  (umask 077 && cat >"$home/s3proxy.properties") <<X
s3proxy.endpoint=http://$(host_of s3):$((base + 41))
s3proxy.authorization=aws-v2-or-v4
s3proxy.identity=tsubame
s3proxy.credential=$(secret s3-credentials tsubame)
s3proxy.cors-allow-all=true
jclouds.provider=filesystem-nio2
jclouds.identity=x
jclouds.credential=x
jclouds.filesystem.basedir=$home/data
X
}

s3_command() {
  printf '%s\n' "$JAVA_HOME/bin/java" -Xms32m -Xmx192m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 "-Dlogback.configurationFile=$dir/s3/logback.xml" \
    -cp "$(class_path s3)" org.gaul.s3proxy.Main --properties "$dir/s3/s3proxy.properties"
}

# What it acknowledges is on the disk.
prepare_redis() {
  mkdir -p "$dir/redis/data"
  (umask 077 && cat >"$dir/redis/redis.conf") <<X
bind $(host_of redis)
port $((base + 40))
dir $dir/redis/data
requirepass $(secret redis-credentials default)
appendonly yes
appendfsync always
save ""
maxmemory 256mb
maxmemory-policy noeviction
X
}

# Redis shows its address in place of its command line, unless it is told not to.
redis_command() { printf '%s\n' redis-server "$dir/redis/redis.conf" --set-proc-title no; }

# What all nodes have in common, and what is a node's own.
prepare_node() {
  local host number seeds=""
  make_space "node-$1"
  host=$(host_of "node-$1")
  for ((number = 1; number <= nodes; number++)); do
    seeds+=", $(host_of "node-$number"):$((base + 10 + number))"
  done
  {
    cat "$dir/engines.yaml"
    cat <<X
profile: cluster
cluster:
  name: node-$1
  host: $host
  port: $((base + 10 + $1))
  seeds: [${seeds#, }]
storage:
  directory: $dir/node-$1/data
server:
  host: $host
  port: $((base + $1))
  trusted-proxies: [$(host_of clients)]
X
  } >"$dir/node-$1/node.yaml"
}

# JAVA_OPTS is split at spaces on purpose.
node_command() {
  [[ -z $separate ]] || printf '%s\n' ip netns exec "$(space_of "node-$1")"
  [[ -z $clock ]] || printf '%s\n' env "LD_PRELOAD=$(wrong_clock)" "FAKETIME=$clock" FAKETIME_DONT_FAKE_MONOTONIC=1 \
    FAKETIME_FORCE_MONOTONIC_FIX=0 # with it, the waits of this Java end at once
  printf '%s\n' "$JAVA_HOME/bin/java"
  java_flags
  [[ ! -s $archive ]] || printf '%s\n' "-XX:SharedArchiveFile=$archive"
  # shellcheck disable=SC2086
  [[ -z ${JAVA_OPTS:-} ]] || printf '%s\n' $JAVA_OPTS
  printf '%s\n' "-Xmx$node_heap" -XX:+UseSerialGC -cp "$home/lib/*" io.tsubame.server.Tsubame serve --config "$dir/node-$1/node.yaml"
}

# What tells a process another time of day; how much time passes, it is told truly.
wrong_clock() {
  local library
  for library in /usr/lib/*/faketime/libfaketimeMT.so.1; do
    [[ -r $library ]] && printf '%s\n' "$library" && return
  done
  fail "missing for --clock: libfaketime. On Debian: bin/setup-dev faketime"
}

# The balancer keeps a browser at a node as long as that is ready, so that the node knows its session.
prepare_balancer() {
  local number
  {
    cat <<X
global
  maxconn 4000
defaults
  mode http
  timeout connect 2s
  timeout client 60s
  timeout server 60s
  timeout tunnel 1h
  timeout http-request 30s
  timeout queue 5s
frontend door
  bind 127.0.0.1:$base
  option forwardfor
  default_backend nodes
backend nodes
  balance hash req.cook(tsubame_session)
  hash-type consistent
  option httpchk GET /health/ready
  http-check expect status 200
  option redispatch
  retries 2
  retry-on conn-failure
  default-server check inter 500ms fall 2 rise 1 on-marked-down shutdown-sessions
X
    for ((number = 1; number <= nodes; number++)); do
      printf '  server node-%s %s:%s\n' "$number" "$(host_of "node-$number")" $((base + number))
    done
  } >"$dir/balancer/haproxy.cfg"
}

balancer_command() {
  local program
  program=$(command -v haproxy || echo /usr/sbin/haproxy)
  printf '%s\n' "$program" -db -f "$dir/balancer/haproxy.cfg"
}
