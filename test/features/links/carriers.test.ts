import assert from 'node:assert/strict';
import { linksText } from '../../../server/src/analysis/index.ts';
import { fresh } from '../../fixture/applied-actions.ts';
import { carriers, planOf } from '../../workspaces/plan.ts';
import { writtenPlan } from '../../workspaces/written.ts';

/** A right workspace for each way that a config can reach Envoy. */
const workspaces = carriers.map((carrier, seed) => [carrier.name, fresh(writtenPlan(planOf(seed)).files)] as const);

describe('the report about links of a right workspace', () => {
  for (const [name, workspace] of workspaces)
    it(`shows the config of each Envoy: ${name}`, () => {
      const { text } = linksText(workspace);
      const containers = text.match(/^ {2}Envoy in container/gm) ?? [];
      const configs = text.match(/^ {4}Config: (?!not linked)/gm) ?? [];
      const built = text.match(/It is compared as kustomizations build it\./g) ?? [];
      assert.ok(containers.length > 0 && configs.length >= containers.length - built.length, text);
      assert.doesNotMatch(text, /No Envoy container is known to read the config/);
    });
});
