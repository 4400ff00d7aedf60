import assert from 'node:assert/strict';
import {
  type CheckedSidecar,
  checkSidecarMethod,
  type NewSidecar,
  newSidecarMethod,
  type Refusal,
} from '../../server/src/protocol.ts';
import { startClient, type TestClient } from './test-client.ts';

const folder = 'file:///team/shop';

describe('the requests for a new sidecar', () => {
  let client: TestClient;

  beforeEach(async () => {
    client = await startClient();
  });

  afterEach(() => client.dispose());

  const check = (answers: object) => client.request<CheckedSidecar>(checkSidecarMethod, answers);
  const create = (params: object) => client.request<NewSidecar | Refusal>(newSidecarMethod, params);

  it('fill in the defaults, and say which answer is wrong', async () => {
    const { answers, asksForHost, wrong } = await check({ image: 'tomcat' });
    assert.deepEqual([answers.port, answers.listen, asksForHost, wrong], [8080, 8081, false, undefined]);
    const egress = await check({ kind: 'egress', port: 0 });
    assert.deepEqual([egress.asksForHost, egress.wrong?.question], [true, 'port']);
    assert.equal(egress.wrong?.reason, 'A port is a number from 1 to 65535.');
  });

  it('create one file, and change the kustomization of the folder', async () => {
    const made = await create({ answers: {}, into: { folder, taken: ['nginx.yaml'] } });
    assert.ok('edit' in made);
    assert.equal(made.uri, `${folder}/nginx-2.yaml`);
    assert.deepEqual(
      made.edit.documentChanges?.map((change) => ('kind' in change ? change : change.textDocument.uri)),
      [{ kind: 'create', uri: made.uri }, made.uri],
    );
    client.open(`${folder}/kustomization.yaml`, 'resources: []\n');
    await client.settle();
    const others = await create({ answers: {}, into: { folder, taken: ['kustomization.yaml'] } });
    assert.ok('edit' in others);
    assert.deepEqual(
      others.edit.documentChanges?.flatMap((change) =>
        'kind' in change && change.kind === 'create' ? change.uri : [],
      ),
      [`${folder}/nginx.yaml`, `${folder}/nginx-envoy.yaml`],
    );
  });

  it('give the text alone without a folder, for the version of the settings', async () => {
    client.configure({ envoyVersion: '1.37' });
    await client.settle();
    const made = await create({ answers: { kind: 'tls' } });
    assert.ok('text' in made);
    assert.match(made.text, /image: envoyproxy\/envoy:v1\.37\.0\n[\s\S]*BEGIN CERTIFICATE/);
  });

  it('refuse wrong answers', async () => {
    const refused = await create({ answers: { image: 'A B' }, into: { folder, taken: [] } });
    assert.ok('refused' in refused);
    assert.match(refused.refused, /^'A B' is not the name of an image/);
  });
});
