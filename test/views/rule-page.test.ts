import assert from 'node:assert/strict';
import { ruleLink, rulePageAt } from '../../client/src/rule-page.ts';

describe('the page of a rule', () => {
  const rules = `# Rules

| [envoy/a](#envoy-a) | error |

<a id="envoy-a"></a>

## envoy/a

Why a.

<a id="envoy-a-b"></a>

## envoy/a-b

Why b.
`;
  const open = (anchor: string) =>
    rulePageAt(
      ruleLink.replace(/^.*?:|\{rule\}/g, (found) => (found === '{rule}' ? anchor : '')),
      async () => rules,
    );

  it('is its section of docs/rules.md', async () => {
    assert.equal(await open('envoy-a'), '## envoy/a\n\nWhy a.\n');
    assert.equal(await open('envoy-a-b'), '## envoy/a-b\n\nWhy b.\n');
  });

  it('is undefined for an unknown rule and for another path', async () => {
    assert.equal(await open('envoy-c'), undefined);
    assert.equal(await rulePageAt('/other.md', async () => rules), undefined);
  });
});
