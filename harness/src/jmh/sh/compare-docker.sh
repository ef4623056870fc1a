#!/bin/sh
# Weighs the room `docker` against `docker run` by Docker's own client, in turns, on one daemon:
#   compare-docker.sh [LAUNCHES [KEY]]      (default: 40 launches of docker)
# Needs root, dockerd, and a build (mvn -B -DskipTests package); without the client it says so.
set -eu
launches=${1:-40}
key=${2:-docker}
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../../../.." && pwd)

client=$(command -v docker) || {
    echo "docker: not compared, there is no client (package docker.io or docker-cli)"
    exit 0
}
classes=$root/harness/target/test-classes
for jar in "$root"/harness/target/tare-*/lib/*.jar; do classes=$classes:$jar; done
export MALLOC_ARENA_MAX=1 # as bin/tare does
exec java -Xmx64m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -cp "$classes" \
    tare.harness.backend.docker.ClientComparison "$launches" "$key" "$client"
