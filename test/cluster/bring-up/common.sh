# Sourced by up.sh, down.sh, status.sh and reset.sh: settings, and how to ask the
# cluster things. The README names the settings.
umask 022
HERE=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
ME=$(basename "$0")
die() { trap - EXIT; echo "$ME: $*" >&2; exit 1; }
[ "$(uname -s)" = Linux ] || die "this needs Linux (here: $(uname -s))"
[ "$(id -u)" = 0 ] || die "this needs root (containers, mounts, a network bridge): run it as root or with sudo -E"
[ -n "${CLUSTER_HOME:-}${HOME:-}" ] || die "neither CLUSTER_HOME nor HOME is set"

C=$(realpath -m "${CLUSTER_HOME:-$HOME/.cache/envoy-sidecar-cluster}")
[ ${#C} -le 64 ] || die "CLUSTER_HOME is ${#C} characters long; unix sockets lie under it, so at most 64: $C"
case $C in *[!A-Za-z0-9._/+-]*) die "CLUSTER_HOME may hold only letters, digits and ._/+- : $C" ;; esac
R=$C/run          # the cluster's state, logs and kubeconfig
# Prebuilt programs (kubeone.xz, images/bin.tar.xz) are taken from here when they are there and
# their sums match; otherwise everything is built from the sources in this folder.
PREBUILT=$(realpath -m "${CLUSTER_PREBUILT:-$HERE/../../../../shared/cluster}")
CONF=$R/kubeconfig

API_PORT=${CLUSTER_API_PORT:-16443}
ETCD_PORT=${CLUSTER_ETCD_PORT:-12379}
ETCD_PEER_PORT=${CLUSTER_ETCD_PEER_PORT:-12380}
REGISTRY_PORT=${CLUSTER_REGISTRY_PORT:-5000}
KUBELET_PORT=${CLUSTER_KUBELET_PORT:-10250}
KUBELET_HEALTH_PORT=${CLUSTER_KUBELET_HEALTH_PORT:-10248}
CONTROLLER_PORT=${CLUSTER_CONTROLLER_PORT:-10257}
SCHEDULER_PORT=${CLUSTER_SCHEDULER_PORT:-10259}
SUBNET=${CLUSTER_SUBNET:-10.244.0}     # the first three numbers of the pods' /24
BRIDGE=${CLUSTER_BRIDGE:-kube0}
SETTINGS="api=$API_PORT etcd=$ETCD_PORT peer=$ETCD_PEER_PORT registry=$REGISTRY_PORT kubelet=$KUBELET_PORT kubelet-health=$KUBELET_HEALTH_PORT controller=$CONTROLLER_PORT scheduler=$SCHEDULER_PORT bridge=$BRIDGE subnet=$SUBNET"
API=https://127.0.0.1:$API_PORT ETCD=http://127.0.0.1:$ETCD_PORT REG=127.0.0.1:$REGISTRY_PORT
NODE_IP=$SUBNET.1
PARTS="registry containerd etcd kube-apiserver kube-controller-manager kube-scheduler kubelet"

# (a process nobody has reaped yet has an empty cmdline; a reused id another name)
alive() { [ -f "$R/$1.pid" ] && tr '\0' ' ' 2>/dev/null <"/proc/$(cat "$R/$1.pid")/cmdline" | grep -qF "$R"; }

fetch() { curl -sS --noproxy '*' --max-time 10 "$@"; }
api() { # METHOD PATH [curl options]: the API as admin
  local method=$1 path=$2; shift 2
  fetch --fail-with-body --cacert "$R/pki/ca.crt" --cert "$R/pki/admin.crt" --key "$R/pki/admin.key" -X "$method" "$@" "$API$path"
}
apply() { # PATH JSON: server-side apply, so it creates or updates
  api PATCH "$1?fieldManager=cluster&force=true" -H 'Content-Type: application/apply-patch+yaml' -d "$2" -o /dev/null
}
is_ready() { api GET /readyz -o /dev/null; }
node_ready() { # Ready, and without a taint that keeps pods off
  local n; n=$(api GET '/api/v1/nodes/node1?pretty=false') || return 1
  grep -q '"type":"Ready","status":"True"' <<<"$n" && ! grep -q '"taints":' <<<"$n"
}

# What the restricted users may do. readonly, like Kubernetes' own "view": no
# secrets, and nothing that acts through a GET (exec, attach, portforward, proxy).
restricted_users() {
  local rbac=/apis/rbac.authorization.k8s.io/v1/namespaces v='"apiVersion":"rbac.authorization.k8s.io/v1"' l='"labels":{"envoy-sidecar-cluster":"keep"}'
  local read='"verbs":["get","list","watch"]'
  apply /api/v1/namespaces/team-a '{"apiVersion":"v1","kind":"Namespace","metadata":{"name":"team-a",'"$l"'}}' &&
  apply $rbac/default/roles/readonly "{$v"',"kind":"Role","metadata":{"name":"readonly",'"$l"'},"rules":[
    {"apiGroups":[""],"resources":["pods","pods/log","pods/status","services","endpoints","configmaps","events","serviceaccounts","persistentvolumeclaims","replicationcontrollers","resourcequotas","limitranges"],'"$read"'},
    {"apiGroups":["apps","batch","autoscaling","policy","networking.k8s.io","discovery.k8s.io","events.k8s.io"],"resources":["*"],'"$read"'}]}' &&
  apply $rbac/default/rolebindings/readonly "{$v"',"kind":"RoleBinding","metadata":{"name":"readonly",'"$l"'},
    "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"readonly"},
    "subjects":[{"apiGroup":"rbac.authorization.k8s.io","kind":"User","name":"readonly"}]}' &&
  apply $rbac/team-a/roles/everything "{$v"',"kind":"Role","metadata":{"name":"everything",'"$l"'},
    "rules":[{"apiGroups":["*"],"resources":["*"],"verbs":["*"]}]}' &&
  apply $rbac/team-a/rolebindings/everything "{$v"',"kind":"RoleBinding","metadata":{"name":"everything",'"$l"'},
    "roleRef":{"apiGroup":"rbac.authorization.k8s.io","kind":"Role","name":"everything"},
    "subjects":[{"apiGroup":"rbac.authorization.k8s.io","kind":"User","name":"team-a"}]}'
}
service_accounts() { api GET /api/v1/namespaces/default/serviceaccounts/default -o /dev/null && api GET /api/v1/namespaces/team-a/serviceaccounts/default -o /dev/null; }

locked() { # one of up.sh, down.sh and reset.sh at a time
  mkdir -p "$C"
  exec 9>"$C/lock"
  flock -n 9 || { echo "$ME: another run holds $C/lock, waiting for it" >&2; flock -w 900 9 || die "gave up waiting for $C/lock"; }
}
