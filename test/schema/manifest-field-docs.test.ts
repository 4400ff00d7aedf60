import assert from 'node:assert/strict';
import {
  type ApiDescriptions,
  descriptionNotices,
  selectDescriptions,
} from '../../schemas/generate/kubernetes/field-docs.ts';
import type { KubernetesFacts } from '../../server/src/analysis/schema/kubernetes-facts.ts';

const facts: KubernetesFacts = {
  source: { module: 'example.com/kubernetes', version: 'v1.0.0', sum: 'h1:a=', files: [], older: [] },
  kinds: {},
  newKinds: {},
  types: { Door: { width: { type: 'int32' }, colour: { type: 'string' }, lock: { type: 'string', until: '1.0' } } },
};

const descriptions: ApiDescriptions = {
  definitions: {
    'io.example.v1.Door': {
      description: 'Door is a <thing>.',
      properties: { width: { description: 'Of the door, *outside*.' }, colour: {} },
    },
    'io.example.v2.Door': { description: 'Another door.', properties: { height: { description: 'Its height.' } } },
    'io.example.v1.Window': { description: 'A window.', properties: {} },
  },
  licence: 'A licence.\n',
};

describe('the descriptions of manifest fields', () => {
  it('are those of the types in the facts, as Markdown', () => {
    assert.deepEqual(selectDescriptions(facts, descriptions), {
      Door: { '': 'Door is a \\<thing>.', width: 'Of the door, \\*outside\\*.' },
    });
  });

  it('come with the licence of their module', () => {
    assert.match(
      descriptionNotices(facts.source, descriptions),
      /example\.com\/kubernetes v1\.0\.0\n\n[\s\S]*A licence\.\n$/,
    );
  });
});
