/** A line for a terminal that sends the same request; quoted for POSIX shells, or for PowerShell and cmd on Windows. */
export function curlCommand(
  request: { readonly url: string; readonly host?: string },
  platform: NodeJS.Platform = process.platform,
): string {
  const host = request.host === undefined ? [] : ['-H', quote(`Host: ${request.host}`, platform)];
  // In PowerShell 5 `curl` is another program; curl.exe is the one that Windows ships.
  return [platform === 'win32' ? 'curl.exe' : 'curl', '-i', ...host, quote(request.url, platform)].join(' ');
}

/** One word of a command line. Words of harmless characters stay as they are. */
export function quote(word: string, platform: NodeJS.Platform): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return platform === 'win32' ? `"${word.replaceAll('"', '')}"` : `'${word.replaceAll("'", "'\\''")}'`;
}
