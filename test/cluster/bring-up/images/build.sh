#!/bin/bash
# Builds the images (pause, nginx, envoy, echo) out of Debian packages, the Envoy
# binary and three small Go programs, and pushes them to the local registry.
#   build.sh REGISTRY_URL ENVOY_BINARY WORKDIR DEBS_DIR
# The Go programs are unpacked from $PREBUILT/images/bin.tar.xz where that exists and its sums
# match; otherwise, or with KUBEONE_BUILD=1, they are built with go.
set -euo pipefail
registry=$1 envoy=$2 work=$3 debs=$4
here=$(cd "$(dirname "$0")" && pwd)
mk() { python3 "$here/mkimage.py" "$registry" "$@"; }
rm -rf "$work"; mkdir -p "$debs" "$work"/{bin,pause,echo,base,nginx,envoy}
deb="busybox-static libc6 nginx nginx-common libcrypt1 libpcre2-8-0 libssl3 zlib1g"
have() { local p; for p in $deb; do compgen -G "$debs/${p}_*.deb" >/dev/null || return 1; done; }
get() { (cd "$debs" && apt-get download -q $deb); }
have || get || { apt-get update -q; get; }
x() { local d=$1 p f; shift; for p; do f=$(ls -t "$debs/$p"_*.deb | head -n1); dpkg-deb -x "$f" "$d"; done; }

# the three programs
unpack() {
  [ -f "${PREBUILT:-}/images/bin.tar.xz" ] && [ "${KUBEONE_BUILD:-}" != 1 ] &&
    tar -xJf "$PREBUILT/images/bin.tar.xz" -C "$work/bin" && (cd "$work/bin" && sha256sum -c "$here/bin.sha256")
}
unpack || "$here/build-bin.sh" "$work/bin"

# pause: one static binary
install -m 755 "$work/bin/pause" "$work/pause/pause"
mk library/pause:local '{"Entrypoint":["/pause"],"User":"65535:65535"}' "$work/pause"

# echo: one static binary
install -m 755 "$work/bin/echo" "$work/echo/echo"
mk local/echo:latest '{"Entrypoint":["/echo"],"ExposedPorts":{"8080/tcp":{}},"User":"65534:65534"}' "$work/echo"

# base: glibc + busybox. Debian's merged /usr: lib, lib64, bin and sbin are links.
b=$work/base
x "$work/base.x" libc6 busybox-static
mkdir -p "$b"/{usr/{bin,sbin,lib,lib64},etc,root,run,var/log,proc,sys,dev}
for d in bin sbin lib lib64; do ln -s usr/$d "$b/$d"; done
for d in lib lib64 bin; do [ -d "$work/base.x/$d" ] && cp -a "$work/base.x/$d/." "$b/usr/$d/"; done
cp -a "$work/base.x/usr/lib/." "$b/usr/lib/" 2>/dev/null || true
rm -rf "$b/usr/lib/x86_64-linux-gnu/gconv"
for a in $("$b/usr/bin/busybox" --list); do
  [ "$a" = busybox ] || [ -e "$b/usr/bin/$a" ] || ln -s busybox "$b/usr/bin/$a"
done
mkdir -p "$b/tmp" "$b/var/tmp" "$b/var/cache/nginx"; chmod 1777 "$b/tmp" "$b/var/tmp"; ln -s /run "$b/var/run"
printf '%s\n' root:x:0:0:root:/root:/bin/sh www-data:x:33:33:www-data:/var/www:/bin/false \
  envoy:x:101:101:envoy:/home/envoy:/bin/sh nobody:x:65534:65534:nobody:/:/bin/false > "$b/etc/passwd"
printf '%s\n' root:x:0: tty:x:5: www-data:x:33: envoy:x:101: nogroup:x:65534: > "$b/etc/group"
echo 'hosts: files dns' > "$b/etc/nsswitch.conf"

# nginx: Debian's nginx, its stock welcome page, logging to stdout and stderr
n=$work/nginx
x "$work/nginx.x" nginx nginx-common libcrypt1 libpcre2-8-0 libssl3 zlib1g
mkdir -p "$n"/usr/{sbin,lib,share/nginx} "$n/var/log/nginx" "$n/var/lib/nginx" "$n/etc"
cp -a "$work/nginx.x/usr/sbin/nginx" "$n/usr/sbin/"
for d in lib usr/lib; do
  [ -d "$work/nginx.x/$d/x86_64-linux-gnu" ] || continue
  mkdir -p "$n/usr/lib/x86_64-linux-gnu"
  cp -a "$work/nginx.x/$d/x86_64-linux-gnu/." "$n/usr/lib/x86_64-linux-gnu/"
done
cp -a "$work/nginx.x/usr/share/nginx/html" "$n/usr/share/nginx/"
cp -a "$work/nginx.x/etc/nginx" "$n/etc/"
ln -sf /dev/stdout "$n/var/log/nginx/access.log"; ln -sf /dev/stderr "$n/var/log/nginx/error.log"
cat > "$n/etc/nginx/nginx.conf" <<'CONF'
user www-data;
worker_processes 1;
error_log /var/log/nginx/error.log notice;
pid /run/nginx.pid;
events { worker_connections 256; }
http {
    include /etc/nginx/mime.types;
    access_log /var/log/nginx/access.log;
    server {
        listen 80;
        server_name localhost;
        location / { root /usr/share/nginx/html; index index.html; }
    }
}
CONF
path='"PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"'
mk library/nginx:latest '{"Env":['"$path"'],"Cmd":["nginx","-g","daemon off;"],"ExposedPorts":{"80/tcp":{}},"StopSignal":"SIGQUIT"}' "$b" "$n"

# envoy: starts as root, then runs as uid 101, the way the official image does
e=$work/envoy
mkdir -p "$e/usr/local/bin" "$e/etc/envoy"
install -m 755 "$envoy" "$e/usr/local/bin/envoy"
install -m 755 "$work/bin/suexec" "$e/usr/local/bin/setpriv-envoy"
cat > "$e/docker-entrypoint.sh" <<'ENTRY'
#!/bin/sh
set -e
if [ "${1#-}" != "$1" ]; then set -- envoy "$@"; fi
if [ "$1" = envoy ] && [ -n "$loglevel" ]; then set -- "$@" --log-level "$loglevel"; fi
if [ "$ENVOY_UID" != 0 ] && [ "$(id -u)" = 0 ]; then
    chown envoy:envoy /dev/stdout /dev/stderr || true
    exec setpriv-envoy "$@"
fi
exec "$@"
ENTRY
chmod 755 "$e/docker-entrypoint.sh"
mk envoyproxy/envoy-dev:latest,envoyproxy/envoy:v1.40-latest,envoyproxy/envoy:v1.40.0,envoyproxy/envoy:distroless-v1.40.0 \
  '{"Env":['"$path"'],"Entrypoint":["/docker-entrypoint.sh"],"Cmd":["envoy","-c","/etc/envoy/envoy.yaml"],"ExposedPorts":{"10000/tcp":{}}}' "$b" "$e"
rm -rf "$work"
