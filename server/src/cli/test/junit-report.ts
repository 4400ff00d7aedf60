import type { TestedRequest } from './tested-request.ts';

/** A report in the XML format of JUnit, which CI systems read: a suite for each file, and a case for each request. */
export function junitReport(tested: readonly TestedRequest[]): string {
  const files = [...new Set(tested.map(({ file }) => file))];
  const suites = files.map((file) => {
    const own = tested.filter((one) => one.file === file);
    return `  <testsuite name="${escaped(file)}" ${totals(own)}>\n${own.map(testCase).join('')}  </testsuite>\n`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="envoy-sidecar" ${totals(tested)}>\n${suites.join('')}</testsuites>\n`;
}

function totals(tested: readonly TestedRequest[]): string {
  const count = (outcome: TestedRequest['outcome']): number => tested.filter((one) => one.outcome === outcome).length;
  const time = tested.reduce((sum, { milliseconds }) => sum + milliseconds, 0);
  return `tests="${tested.length}" failures="${count('failed')}" errors="${count('error')}" time="${seconds(time)}"`;
}

function testCase({ file, line, name, outcome, said, milliseconds }: TestedRequest): string {
  const open = `    <testcase name="${escaped(`${name} (line ${line})`)}" classname="${escaped(file)}" time="${seconds(milliseconds)}"`;
  if (outcome === 'passed') return `${open}/>\n`;
  const tag = outcome === 'failed' ? 'failure' : 'error';
  return `${open}>\n      <${tag} message="${escaped(said[0] ?? '')}">${escaped(said.join('\n'))}</${tag}>\n    </testcase>\n`;
}

const seconds = (milliseconds: number): string => (milliseconds / 1000).toFixed(3);

/** XML 1.0 cannot contain control characters and halves of surrogate pairs at all. */
function escaped(text: string): string {
  const written = text.replaceAll(/(?![\t\n])[\p{Cc}\p{Cs}\uFFFE\uFFFF]/gu, '\uFFFD');
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    '\n': '&#10;',
    '\t': '&#9;',
  };
  return written.replaceAll(/[&<>"\n\t]/g, (char) => entities[char] ?? char);
}
