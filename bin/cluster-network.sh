# The network of a cluster with --separate: a bridge of this machine, on which the engines listen, and for each
# node a network of its own that is tied to the bridge. Sourced by bin/tsubame-cluster, never run. Needs root.
#
#   10.231.N.1   balancer and clients    10.231.N.4   opensearch     10.231.N.11..19   nodes
#   10.231.N.2   kafka                   10.231.N.5   s3
#   10.231.N.3   hbase                   10.231.N.6   redis
#
# What is cut from a node is a list of addresses in the node's own packet filter: what comes from them and what
# goes to them is lost without a word, as in a network that is broken.

network() { printf '10.231.%s' $((base / 100 % 250)); }

bridge() { printf 'tsubame%s' $((base / 100 % 250)); }

space_of() { printf '%s-%s' "$(bridge)" "$1"; }

# Runs a command where a node is.
in_space() { ip netns exec "$(space_of "$1")" "${@:2}"; }

check_separate() {
  local tool missing=()
  [[ -n $separate ]] || return 0
  ((EUID == 0)) || fail "--separate is for root only: it makes networks"
  for tool in ip nft; do command -v "$tool" >/dev/null || missing+=("$tool"); done
  ((${#missing[@]} == 0)) || fail "missing for --separate: ${missing[*]}. On Debian: bin/setup-dev iproute2 nftables"
}

# The address of a part: for all who ask it, and for itself.
host_of() {
  local last
  [[ -n $separate && $1 != balancer ]] || { printf '127.0.0.1\n'; return; }
  case $1 in
    clients) last=1 ;;
    kafka*) last=2 ;;
    hbase) last=3 ;;
    opensearch) last=4 ;;
    s3) last=5 ;;
    redis) last=6 ;;
    node-*) last=$((10 + ${1#node-})) ;;
  esac
  printf '%s.%s\n' "$(network)" "$last"
}

make_bridge() {
  local last
  [[ -n $separate ]] || return 0
  ip link show "$(bridge)" >/dev/null 2>&1 && return
  ip link add "$(bridge)" type bridge || fail "this machine makes no bridge: --separate does not work here"
  for last in 1 2 3 4 5 6; do ip address add "$(network).$last/24" dev "$(bridge)"; done
  ip link set "$(bridge)" up
}

make_space() {
  local space
  [[ -n $separate ]] || return 0
  make_bridge
  space=$(space_of "$1")
  [[ -e /run/netns/$space ]] && return
  ip netns add "$space"
  ip link add "$(bridge)n${1#node-}" type veth peer name eth0 netns "$space"
  ip link set "$(bridge)n${1#node-}" master "$(bridge)" up
  in_space "$1" ip link set lo up
  in_space "$1" ip address add "$(host_of "$1")/24" dev eth0
  in_space "$1" ip link set eth0 up
  in_space "$1" nft -f - <<'X'
table ip tsubame {
  set cut { type ipv4_addr; }
  chain in { type filter hook input priority 0; ip saddr @cut drop; }
  chain out { type filter hook output priority 0; ip daddr @cut drop; }
}
X
}

remove_network() {
  local number
  [[ -n $separate ]] || return 0
  for number in {1..9}; do
    ip link del "$(bridge)n$number" 2>/dev/null || true
    [[ ! -e /run/netns/$(space_of "node-$number") ]] || ip netns del "$(space_of "node-$number")"
  done
  ip link del "$(bridge)" 2>/dev/null || true
}

# The addresses of what a node is cut from.
addresses_of() {
  local other
  case $2 in
    kafka | hbase | opensearch | s3 | redis) host_of "$2" ;;
    all)
      for other in kafka hbase opensearch s3 redis; do host_of "$other"; done
      for other in $(node_parts); do [[ $other == "$1" ]] || host_of "$other"; done
      ;;
    node-[1-9]) [[ $1 == "$2" ]] || host_of "$2" ;;
  esac
}

check_cut() {
  [[ -n $separate ]] || fail "nothing can be cut off in this cluster: it was not made with --separate"
  [[ $1 == node-* && -e /run/netns/$(space_of "$1") ]] || fail "$1 has no network of its own"
}

cut_off() {
  local addresses
  check_cut "$1"
  addresses=$(addresses_of "$1" "$2" | paste -sd ,)
  [[ -n $addresses ]] || fail "--from takes another node, kafka, hbase, opensearch, s3, redis or all, not '$2'"
  in_space "$1" nft add element ip tsubame cut "{ $addresses }"
}

# Also what other nodes were cut from it.
heal() {
  local other
  check_cut "$1"
  in_space "$1" nft flush set ip tsubame cut
  for other in $(node_parts); do
    [[ $other == "$1" ]] || in_space "$other" nft delete element ip tsubame cut "{ $(host_of "$1") }" 2>/dev/null || true
  done
}
