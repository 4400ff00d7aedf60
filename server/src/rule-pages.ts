import fs from 'node:fs';
import { pathToFileURL } from 'node:url';

/** The address of a rule's page, by its code. */
export type RuleLink = (code: string) => string;

/** The package, from the bundle and from the sources. */
const roots = ['../../', '../../../'];
const pageName = 'docs/rules.md';

/** Fills in an address with `{rule}` for the anchor that a rule has in docs/rules.md. */
export const ruleLinkTo =
  (address: string): RuleLink =>
  (code) =>
    address.replace('{rule}', () => code.replace('/', '-'));

/** The page on the web, in the repository that package.json names; undefined if it names none. */
export function publicRuleLink(): RuleLink | undefined {
  const root = packageRoot();
  const address = root && repositoryPage(JSON.parse(fs.readFileSync(new URL('package.json', root), 'utf8')).repository);
  return address === undefined ? undefined : ruleLinkTo(address);
}

/** The page in the installed package; undefined for a program that was copied without it. */
export function packagedRuleLink(): RuleLink | undefined {
  const root = packageRoot();
  return root && ruleLinkTo(`${pathToFileURL(fs.realpathSync(new URL(pageName, root))).href}#{rule}`);
}

const packageRoot = (): URL | undefined =>
  roots
    .map((root) => new URL(root, import.meta.url))
    .find((root) => [pageName, 'package.json'].every((name) => fs.existsSync(new URL(name, root))));

/** The address of docs/rules.md in a repository, as package.json writes it: an https address, or an object with one. */
export function repositoryPage(repository: unknown): string | undefined {
  const written =
    typeof repository === 'object' && repository !== null && 'url' in repository ? repository.url : repository;
  if (typeof written !== 'string') return undefined;
  const [, address] = /^(?:git\+)?(https:\/\/.+?)(?:\.git)?\/?$/.exec(written) ?? [];
  return address && `${address}/blob/HEAD/${pageName}#{rule}`;
}
