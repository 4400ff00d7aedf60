/**
 * A command line that sends the same request byte for byte: curl does not interpret `[]` and `{}` in the URL and does
 * not resolve `..` in its path. Quoted for POSIX shells, or for PowerShell and cmd on Windows.
 */
export function curlCommand(
  request: { readonly url: string; readonly host?: string },
  platform: NodeJS.Platform = process.platform,
): string {
  const host = request.host === undefined ? [] : ['-H', quote(`Host: ${request.host}`, platform)];
  const dots = /\/\.\.?(?:[/?]|$)/.test(request.url) ? ['--path-as-is'] : [];
  // In PowerShell 5, `curl` is another program. Windows contains curl.exe.
  const program = platform === 'win32' ? 'curl.exe' : 'curl';
  return [program, '-g', '-i', ...dots, ...host, quote(request.url, platform)].join(' ');
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
