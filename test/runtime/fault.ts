import assert from 'node:assert/strict';
import { diagnose, emptyWorkspace, withTexts } from '../../server/src/analysis/index.ts';
import { envoyAtHand } from '../fixture/ask-envoy.ts';
import { type Config, type RunningEnvoy, textOf, withEnvoy } from './real-envoy.ts';

/** A fault that shows at run time, with a config that has it and one that does not. */
export interface Fault<T> {
  /** The rule's. */
  readonly code: string;
  readonly faulty: Config;
  readonly mended: Config;
  /** In the folder of the config. */
  readonly files?: {
    readonly faulty: Readonly<Record<string, string>>;
    readonly mended: Readonly<Record<string, string>>;
  };
  /** What is asked of the running Envoy. */
  readonly ask: (running: RunningEnvoy) => Promise<T>;
  readonly outcomes: { readonly faulty: T; readonly mended: T };
}

/** Runs both configs, and asks both whether the rule names the fault. */
export async function checkFault<T>({ code, files, ask, outcomes, ...configs }: Fault<T>): Promise<void> {
  const envoy = envoyAtHand();
  assert.ok(envoy, 'There is no Envoy here: set ENVOY_PATH');
  for (const which of ['faulty', 'mended'] as const) {
    const beside = files?.[which] ?? {};
    const said = codesIn(configs[which], beside);
    assert.equal(said.includes(code), which === 'faulty', `${which}: ${said.join(', ')}`);
    assert.deepEqual(await withEnvoy(envoy, configs[which], beside, ask), outcomes[which], which);
  }
}

/** The codes of all findings. */
function codesIn(config: Config, files: Readonly<Record<string, string>>): readonly string[] {
  const texts = [textOf(config), ...Object.entries(files)];
  const workspace = withTexts(
    emptyWorkspace(),
    texts.map(([name, text]) => [`file:///FOLDER/${name}`, text] as const),
  );
  return [...workspace.files.keys()].flatMap((uri) => diagnose(workspace, uri)).map(({ code }) => code);
}
