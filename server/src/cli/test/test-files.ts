import { findEnvoy } from '../../../../client/src/local/find-envoy.ts';
import { localMachine } from '../../../../client/src/local/local-machine.ts';
import { emptyWorkspace, escapeUnprintable, plannedRequests, withTexts } from '../../analysis/index.ts';
import type { CheckResult } from '../check.ts';
import { type Input, readInputs } from '../inputs.ts';
import { junitReport } from './junit-report.ts';
import { printedTests } from './printed-tests.ts';
import { type TestBench, type TestedSource, testSource } from './test-source.ts';
import type { TestedRequest } from './tested-request.ts';

export interface TestFilesRequest {
  readonly paths: readonly string[];
  /** Path of the Envoy binary. Otherwise `envoy` on the PATH. */
  readonly envoy: string | undefined;
  /** The user's own app on 127.0.0.1 instead of the built-in server. */
  readonly appPort: number | undefined;
  readonly color: boolean;
  readonly signal: AbortSignal;
}

/** The output, and the report in the format of JUnit. */
export type TestFilesResult = CheckResult & { readonly junit: string };

/**
 * Sends the requests in the comments of configs to Envoy, one config after the other, as a local run does.
 * @returns status 0 if all answers are as expected, 1 if one is not, 2 if a file cannot be read, a request cannot be sent or Envoy
 *   cannot start
 */
export async function testFiles(request: TestFilesRequest): Promise<TestFilesResult> {
  const { groups, problems, notes } = await readInputs(request.paths);
  const sources = groups.flatMap(sourcesOf);
  const bench = sources.length > 0 ? await benchFor(request) : undefined;
  const found =
    problems.length + sources.length > 0
      ? []
      : ["No requests were found. Write them as comments, such as '# curl: /'."];
  const errors = [...problems, ...found, ...(typeof bench === 'string' ? [bench] : [])];
  const tested: TestedRequest[] = [];
  if (typeof bench === 'object') for (const source of sources) tested.push(...(await testSource(source, bench)));
  const isError = errors.length > 0 || tested.some(({ outcome }) => outcome === 'error');
  return {
    stdout: tested.length > 0 ? printedTests(tested, request.color) : '',
    stderr: [...errors, ...notes].map((line) => `${escapeUnprintable(line)}\n`).join(''),
    status: isError ? 2 : tested.some(({ outcome }) => outcome === 'failed') ? 1 : 0,
    junit: junitReport(tested),
  };
}

/** The configs with requests in a group of files, which is a workspace. */
function sourcesOf(inputs: readonly Input[]): TestedSource[] {
  const workspace = withTexts(
    emptyWorkspace(),
    inputs.map(({ uri, text }) => [uri, text] as const),
  );
  return inputs.flatMap(({ uri, shown }) => {
    const file = workspace.files.get(uri);
    if (!file || file.kind === 'template') return [];
    return file.envoySources.flatMap((source) => {
      const plans = plannedRequests(file, source);
      return plans.length > 0 ? [{ workspace, file, shown, plans }] : [];
    });
  });
}

async function benchFor({ envoy: given, appPort, signal }: TestFilesRequest): Promise<TestBench | string> {
  const searchPath = process.env.PATH ?? '';
  const machine = localMachine({ storageFolder: '', searchPath, standIn });
  const search = await findEnvoy({ settingPath: given, searchPath }, signal);
  if (search.kind === 'found') return { machine, envoy: search, appPort, signal };
  return search.kind === 'absent'
    ? 'Envoy was not found on the PATH. Install it, or use --envoy PATH.'
    : `${search.path} is not usable as Envoy: ${search.detail}.`;
}

const standIn = {
  title: 'Answered on behalf of your app',
  explanation: 'Envoy forwarded this request to the app on port {0}. A small server of Envoy Sidecar replaces the app.',
  received: 'Received request',
};
