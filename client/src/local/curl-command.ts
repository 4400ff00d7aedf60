/**
 * A command line that sends the same request: curl does not interpret `[]` and `{}` in the URL and does
 * not resolve `..` in its path. Quoted for POSIX shells, or for PowerShell and cmd on Windows.
 */
export function curlCommand(request: CurlRequest, platform: NodeJS.Platform = process.platform): string {
  const named = request.host ?? (request.serverName === undefined ? undefined : new URL(request.url).host);
  const host = named === undefined ? [] : ['-H', quote(`Host: ${named}`, platform)];
  const dots = /\/\.\.?(?:[/?]|$)/.test(request.url) ? ['--path-as-is'] : [];
  const headers = (request.headers ?? []).flatMap(([name, value]) => ['-H', quote(headerLine(name, value), platform)]);
  const body = request.body === undefined ? [] : ['--data-raw', quote(request.body, platform)];
  // In PowerShell 5, `curl` is another program. Windows contains curl.exe.
  const program = platform === 'win32' ? 'curl.exe' : 'curl';
  return [
    program,
    '-g',
    '-i',
    ...versionOption(request),
    ...tlsOptions(request, platform),
    ...methodOption(request),
    ...dots,
    ...host,
    ...headers,
    ...body,
    quote(namedUrl(request), platform),
  ].join(' ');
}

/** curl sends a header without a value only if it ends with a semicolon. */
const headerLine = (name: string, value: string): string => (value === '' ? `${name};` : `${name}: ${value}`);

/** Over TLS, curl would otherwise choose the version from those of the listener. */
function versionOption({ http2, url }: CurlRequest): readonly string[] {
  if (http2) return ['--http2-prior-knowledge'];
  return url.startsWith('https:') ? ['--http1.1'] : [];
}

/** The certificate is not verified, as in the request. curl asks for the name in the URL, so this name must lead to the address. */
function tlsOptions({ url, serverName }: CurlRequest, platform: NodeJS.Platform): readonly string[] {
  if (!url.startsWith('https:')) return [];
  if (serverName === undefined) return ['-k'];
  const { hostname, port } = new URL(url);
  // A proxy would resolve the name itself.
  return [
    '-k',
    '--noproxy',
    quote('*', platform),
    '--resolve',
    quote(`${serverName}:${port || '443'}:${hostname}`, platform),
  ];
}

const namedUrl = ({ url, serverName }: CurlRequest): string =>
  serverName === undefined ? url : url.replace('//127.0.0.1:', `//${serverName}:`);

function methodOption({ method = 'GET', body }: CurlRequest): readonly string[] {
  if (method === 'HEAD') return ['-I'];
  return method === 'GET' && body === undefined ? [] : ['-X', method];
}

export interface CurlRequest {
  readonly url: string;
  readonly host?: string;
  /** GET by default. */
  readonly method?: string;
  readonly headers?: readonly (readonly [name: string, value: string])[];
  readonly body?: string;
  readonly http2?: boolean;
  /** The name in the TLS handshake. */
  readonly serverName?: string;
}

/** One word of a command line. Words without special characters are not changed. */
export function quote(word: string, platform: NodeJS.Platform = process.platform): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  if (platform !== 'win32') return `'${word.replaceAll("'", "'\\''")}'`;
  // Double quotes mean the same to PowerShell and cmd, but for these characters: they are quoted for PowerShell, VS Code's
  // terminal on Windows. Before version 7.3 it passes `"` on only behind a backslash.
  return /["$`\u2018-\u201e]/.test(word)
    ? `'${word.replaceAll('"', '\\"').replaceAll(/['\u2018-\u201b]/g, '$&$&')}'`
    : `"${word}"`;
}
