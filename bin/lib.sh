# Shared by the scripts in this folder: sourced, never run.
# Sets root (the checkout) and JAVA_HOME, and offers maven, say and fail.

java_floor=25

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "${0##*/}: $*"
  exit 1
}

# The real folder of a script, through any chain of symbolic links.
real_folder() {
  local path=$1 target
  while [[ -L $path ]]; do
    target=$(readlink "$path")
    [[ $target == /* ]] || target=$(dirname "$path")/$target
    path=$target
  done
  (cd -P "$(dirname "$path")" && pwd)
}

root=$(dirname "$(real_folder "${BASH_SOURCE[0]}")")

# Prints the full version of the JDK in folder $1, or nothing if there is no JDK of the floor's age.
jdk_version() {
  local home=$1 line version
  [[ -x $home/bin/java && -x $home/bin/javac && -r $home/release ]] || return 0
  while IFS= read -r line; do
    [[ $line == JAVA_VERSION=* ]] || continue
    version=${line#JAVA_VERSION=}
    version=${version//\"/}
    [[ ${version%%[.-]*} =~ ^[0-9]+$ ]] && ((${version%%[.-]*} >= java_floor)) &&
      printf '%s\n' "$version"
    return 0
  done <"$home/release"
}

# Prints the folder of the newest JDK among the given folders, or nothing.
newest_jdk() {
  local home version
  for home in "$@"; do
    version=$(jdk_version "$home")
    if [[ -n $version ]]; then
      printf '%s %s\n' "$version" "$home"
    fi
  done | sort -V | tail -n 1 | cut -d ' ' -f 2-
}

find_jdk() {
  local found="" on_path
  if [[ -n ${JAVA_HOME:-} && -n $(jdk_version "$JAVA_HOME") ]]; then
    found=$JAVA_HOME
  fi
  if [[ -z $found ]]; then
    found=$(newest_jdk "${TSUBAME_JVM_FOLDER:-/usr/lib/jvm}"/*)
  fi
  if [[ -z $found ]] && on_path=$(command -v java); then
    found=$(newest_jdk "$(dirname "$(real_folder "$on_path")")")
  fi
  [[ -n $found ]] || fail "a JDK $java_floor or newer is needed and none was found:" \
    "install one (Eclipse Temurin as temurin-25-jdk, or your system's openjdk-25-jdk)" \
    "or set JAVA_HOME to it."
  export JAVA_HOME=$found
}

# Runs Maven on this checkout, whatever the current folder is.
maven() {
  command -v mvn >/dev/null ||
    fail "Maven 3.8.6 or newer is needed and there is no mvn: run bin/setup-dev, or install it."
  (
    cd "$root" || exit
    MAVEN_OPTS="--sun-misc-unsafe-memory-access=allow ${MAVEN_OPTS:-}" exec mvn "$@"
  )
}

# One build at a time in one checkout, also of several terminals; released when the script ends.
locked=
lock_checkout() {
  [[ -n $locked ]] && return
  mkdir -p "$root/target"
  exec 9>"$root/target/build.lock"
  if command -v flock >/dev/null && ! flock -n 9; then
    say "Waiting for another build of this checkout ..."
    flock 9
  fi
  locked=yes
}

unlock_checkout() {
  exec 9>&-
  locked=
}

# Runs Maven as step $1 and shows only what a reader wants: the modules as they come, the closing
# "Tests run:" lines, warnings, errors, and the sum of all tests at the end. The whole log is kept.
run_maven() {
  local step=$1 log status=0 began=$SECONDS awk=(awk)
  shift
  # mawk, the awk of Debian, would hold the progress back.
  [[ $(awk -W version 2>&1 </dev/null || true) == mawk* ]] && awk+=(-W interactive)
  lock_checkout
  log=$root/target/${step// /-}.log
  maven -B "$@" 2>&1 9>&- | tee "$log" | "${awk[@]}" -v step="$step" -f "$root/bin/summary.awk" 9>&- || status=$?
  if ((status == 0)); then
    say "$step: passed in $((SECONDS - began)) s"
  else
    say "$step: FAILED after $((SECONDS - began)) s; the whole log is in ${log#"$root"/}"
  fi
  return "$status"
}

# The built server, and a file that is as old as the sources which it was built from.
home=$root/apps/server/target/tsubame
stamp=$home/built

# A quarter of the memory this process may use, at least 256 MB and at most 4 GB: the stores keep
# their own caches outside the heap, and the pages of the log want the rest.
heap_megabytes() {
  local kilobytes=4194304 limit key value _
  if [[ -r /proc/meminfo ]]; then
    while read -r key value _; do
      [[ $key == MemTotal: ]] && kilobytes=$value && break
    done </proc/meminfo
  fi
  if [[ -r /sys/fs/cgroup/memory.max ]]; then
    read -r limit </sys/fs/cgroup/memory.max
    [[ $limit =~ ^[0-9]+$ ]] && ((limit / 1024 < kilobytes)) && kilobytes=$((limit / 1024))
  fi
  local megabytes=$((kilobytes / 1024 / 4))
  ((megabytes < 256)) && megabytes=256
  ((megabytes > 4096)) && megabytes=4096
  printf '%s\n' "$megabytes"
}

java_flags() {
  printf '%s\n' \
    "-Xmx$(heap_megabytes)m" \
    -XX:+UseCompactObjectHeaders \
    -XX:+ExitOnOutOfMemoryError \
    -Xlog:cds=off -Xlog:cds+dynamic=off \
    --enable-native-access=ALL-UNNAMED \
    --sun-misc-unsafe-memory-access=allow \
    --add-opens=java.base/java.nio=ALL-UNNAMED
}

# The classes of a start in the form that the JVM maps into memory, which saves nearly half of the
# work of a start. Made at the end of a build, by a start and a stop; where it does not fit, because
# the JDK or a jar is another, the JVM goes without it by itself.
archive=$home/classes.jsa
archive_classes() {
  local folder pid flags deadline=$((SECONDS + 60))
  say "Preparing quick starts ..."
  readarray -t flags < <(java_flags)
  folder=$(mktemp -d)
  "$JAVA_HOME/bin/java" "${flags[@]}" "-XX:ArchiveClassesAtExit=$archive.$$" -cp "$home/lib/*" \
    io.tsubame.server.Tsubame serve --demo --data "$folder/data" --port 0 \
    >"$folder/out" 2>/dev/null &
  pid=$!
  until grep -q '^Tsubame is ready' "$folder/out" || ! kill -0 "$pid" 2>/dev/null || ((SECONDS > deadline)); do
    sleep 0.1
  done
  kill "$pid" 2>/dev/null || true
  wait "$pid" || true
  # Without it a start is slower, so that a failure here is none of the build: an empty file tells
  # that there is none, so that not every start tries again.
  [[ -s $archive.$$ ]] || : >"$archive.$$"
  mv "$archive.$$" "$archive"
  rm -rf "$folder"
}

# Whether the archive is younger than the jars, which every run of Maven that packs writes anew; the
# JVM takes no archive of other jars.
archive_fits() {
  [[ -e $archive && -z $(find "$home/lib" -name '*.jar' -newer "$archive" -print -quit) ]]
}

# Call before the build reads a source: what changes while it runs is then seen as newer.
begin_build() {
  mkdir -p "$home"
  touch "$home/building"
}

end_build() {
  rm -f "$archive"
  archive_classes
  mv "$home/building" "$stamp"
}

# Anything in main sources (a folder's time tells of removed files) or a pom newer than the build?
is_stale() {
  [[ -e $stamp ]] || return 0
  local newer
  newer=$(cd "$root" && find pom.xml core adapters apps web \
    \( -name target -o -name test -o -name node_modules -o -name dist \) -prune -o \
    -newer "$stamp" \( -path '*/src/main*' -o -path 'web/src/*' -o -path 'web/public/*' -o -path web/package.json \
    -o -name pom.xml \) -print -quit)
  [[ -n $newer ]]
}

# Builds the server if needed. TSUBAME_BUILD=never forbids it.
build_if_stale() {
  [[ ${TSUBAME_BUILD:-} == never ]] && return
  ! is_stale && archive_fits && return
  lock_checkout
  if ! is_stale; then
    archive_fits || archive_classes
  else
    say "Building Tsubame (the first time takes a minute or two) ..."
    begin_build
    run_maven "build" -T 2 -pl apps/server -am -Dmaven.test.skip=true package >&2 ||
      fail "the build failed."
    end_build
  fi
  unlock_checkout
}

find_jdk
