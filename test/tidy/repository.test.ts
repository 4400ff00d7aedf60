import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..', '..');
const read = (file: string): string => fs.readFileSync(path.join(root, file), 'utf8');
const manifest = JSON.parse(read('package.json'));

describe('the repository', () => {
  const files = committedFiles();
  const written = files.filter((file) => /\.(ts|mjs|cjs)$/.test(file) && !isGenerated(file));

  it('has no source file of 300 lines or more', () => {
    assert.ok(written.length > 50, `only ${written.length} files were found`);
    const long = written
      .map((file) => ({ file, lines: read(file).split('\n').length - 1 }))
      .filter(({ lines }) => lines >= 300);
    assert.deepEqual(long, []);
  });

  it('names no path of the machine it was written on, and no registry host', () => {
    // Joined from parts, because otherwise this file would be a finding.
    const machine = new RegExp(`(^|[^\\w./-])/(${['wo', 'ro'].join('rk|')}ot)/`, 'm');
    const host = new RegExp(
      `https?://[^/\\s"']*(${['regis' + 'try', 'arti' + 'factory', 'nex' + 'us'].join('|')})`,
      'i',
    );
    const texts = files.filter(
      (file) => fs.statSync(path.join(root, file)).size < 5_000_000 && !/\.(png|xz|bin)$/.test(file),
    );
    const findings = texts.filter((file) => machine.test(read(file)) || host.test(read(file)));
    assert.deepEqual(findings, []);
  });

  it('has the types of its scripts checked', () => {
    const scripts = written.filter((file) => file.startsWith('scripts/') && !file.endsWith('.ts'));
    assert.ok(scripts.length > 20, `only ${scripts.length} scripts were found`);
    assert.deepEqual(
      scripts.filter((file) => !/^(#!.*\n)?\/\/ @ts-check\n/.test(read(file))),
      [],
    );
  });

  it('tags the tests that start programs, which are not unit tests', () => {
    // git only lists the files here.
    const starting = files.filter(
      (file) =>
        /\.test\.ts$/.test(file) &&
        !/^test\/(host|ui|cluster|property|fuzz|runtime)\//.test(file) &&
        /from '(node:child_process|.*\/(ask-envoy|real-envoy|bundle-cli)\.ts)'/.test(read(file)),
    );
    assert.ok(starting.length > 20, `only ${starting.length} were found`);
    assert.deepEqual(
      starting.filter((file) => !/@process'|\bitAsksEnvoy\(/.test(read(file))),
      [],
    );
  });

  it('describes files and functions in docs/architecture.md that exist', () => {
    const named = [...read('docs/architecture.md').matchAll(/`([\w/.-]+)`/g)].flatMap(([, name = '']) => name);
    const paths = named.filter((name) => /\.(ts|mjs|md)$/.test(name));
    const functions = named.filter((name) => /^[a-z]+[A-Z]\w*$/.test(name));
    assert.ok(paths.length > 50 && functions.length > 10, `${paths.length} files, ${functions.length} functions`);
    const sources = files.filter((file) => /^(server|client)\/src\/.*\.ts$/.test(file)).map(read);
    assert.deepEqual(
      [
        ...paths.filter((path) => !files.some((file) => `/${file}`.endsWith(`/${path}`))),
        ...functions.filter((name) => !sources.some((text) => new RegExp(`\\b${name}\\b`).test(text))),
      ],
      [],
    );
  });

  it('leaves no note of something undone', () => {
    const note = new RegExp(`\\b(${['TO' + 'DO', 'FIX' + 'ME', 'HA' + 'CK'].join('|')})\\b`);
    assert.deepEqual(
      written.filter((file) => note.test(read(file))),
      [],
    );
  });

  it('skips no test and runs none exclusively', () => {
    const evasion = /\b(it|describe|context|test|suite)\.(skip|only)\(|\bthis\.skip\(/;
    const tests = files.filter((file) => file.endsWith('.test.ts') && !file.startsWith('test/cluster/'));
    assert.ok(tests.length > 3, `only ${tests.length} tests were found`);
    assert.deepEqual(
      tests.filter((file) => evasion.test(read(file))),
      [],
    );
  });
});

describe('package.json', () => {
  const commands: { command: string; title: string; category?: string }[] = manifest.contributes?.commands ?? [];

  it('gives each command a title and a category', () => {
    assert.ok(commands.length > 0, 'no commands are contributed');
    for (const { command, title, category } of commands)
      assert.ok(title.length > 0 && category, `${command} needs a title and a category`);
  });

  it('registers each command in the file of its name', () => {
    const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
    for (const { command } of commands) {
      const name = command.split('.')[1] ?? '';
      const file = `client/src/commands/${kebab(name)}.ts`;
      assert.match(
        read(file),
        new RegExp(`registerCommand\\(\\s*(?:'envoySidecar\\.${name}'|commandIds\\.${name}\\b)`),
        file,
      );
    }
  });

  it('puts only its own commands into menus and key bindings', () => {
    const known = new Set(commands.map(({ command }) => command));
    const menus: Record<string, { command?: string }[]> = manifest.contributes?.menus ?? {};
    const used = [...Object.values(menus).flat(), ...(manifest.contributes?.keybindings ?? [])].flatMap(
      ({ command }) => command ?? [],
    );
    assert.deepEqual(
      used.filter((command) => !known.has(command)),
      [],
    );
  });

  it('describes every setting and keeps executable paths out of a workspace', () => {
    const sections = [manifest.contributes?.configuration ?? []].flat();
    const settings: [string, { description?: string; markdownDescription?: string; scope?: string }][] =
      sections.flatMap((section) => Object.entries(section.properties ?? {}));
    assert.ok(settings.length > 0, 'no settings are contributed');
    for (const [name, { description, markdownDescription, scope }] of settings) {
      assert.ok(description || markdownDescription, `${name} has no description`);
      if (/path$|executable$/i.test(name)) assert.match(scope ?? '', /^machine/, `${name} must be machine-scoped`);
    }
  });

  it('has its settings in the README as they are @process', () => {
    const script = path.join(root, 'scripts', 'write-settings.mjs');
    const { status, stderr } = spawnSync(process.execPath, [script, '--check'], { encoding: 'utf8' });
    assert.equal(status, 0, stderr);
  });

  it('runs with limits in a workspace that is not trusted', () => {
    assert.equal(manifest.capabilities?.untrustedWorkspaces?.supported, 'limited');
  });
});

function committedFiles(): string[] {
  const listed = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  return listed.split('\n').filter((file) => file !== '' && fs.existsSync(path.join(root, file)));
}

/** Facts and validators are printed by a generator that names itself in them. */
function isGenerated(file: string): boolean {
  return /^schemas\/(envoy|kubernetes)\//.test(file) || /^[^\n]*(generated|@generated)/i.test(read(file).slice(0, 300));
}
