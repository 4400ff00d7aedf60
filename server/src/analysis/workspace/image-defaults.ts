/** The ports that an image serves by default. */
export interface ImageDefault {
  readonly ports: readonly number[];
  /** The folders of its configuration; where absent, any mounted file might be read. */
  readonly configFolders?: readonly string[];
  /** The project file states the ports, so arguments and mounted files of a container do not change them. */
  readonly stated?: true;
}

/**
 * The default ports of an image, for exact repositories of Docker Hub only: `nginx`, `library/nginx` and
 * `docker.io/library/nginx` are one, `bitnami/nginx` and another registry's `nginx` are others. The facts are those of the
 * images' documentation; images whose tags differ in their port (`wordpress`, `php`) are left out.
 */
export function imageDefault(image: string): ImageDefault | undefined {
  const name = (image.split('@')[0] ?? '').replace(/:[^/:]*$/, '').replace(/^(index\.)?docker\.io\//, '');
  const repository = name.replace(/^library\//, '');
  return Object.hasOwn(defaults, repository) ? defaults[repository] : undefined;
}

const defaults: Readonly<Record<string, ImageDefault>> = {
  nginx: { ports: [80], configFolders: ['/etc/nginx'] },
  httpd: { ports: [80], configFolders: ['/usr/local/apache2/conf'] },
  caddy: { ports: [80, 443, 2019], configFolders: ['/etc/caddy', '/config'] },
  'nginxinc/nginx-unprivileged': { ports: [8080], configFolders: ['/etc/nginx'] },
  'hashicorp/http-echo': { ports: [5678], configFolders: [] },
  'traefik/whoami': { ports: [80], configFolders: [] },
  'kennethreitz/httpbin': { ports: [80] },
  'grafana/grafana': { ports: [3000] },
  'prom/prometheus': { ports: [9090] },
  memcached: { ports: [11211] },
  mongo: { ports: [27017] },
  mysql: { ports: [3306, 33060] },
  mariadb: { ports: [3306] },
  postgres: { ports: [5432] },
  rabbitmq: { ports: [4369, 5671, 5672, 15671, 15672, 15691, 15692, 25672] },
  redis: { ports: [6379] },
  tomcat: { ports: [8080] },
};
