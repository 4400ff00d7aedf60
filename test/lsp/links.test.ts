import assert from 'node:assert/strict';
import { linksMethod, type WorkspaceLinks } from '../../server/src/protocol.ts';
import { envoyText, envoyUri, podText, podUri } from './sidecar.ts';
import { startClient, type TestClient } from './test-client.ts';

describe('the request for links', () => {
  let client: TestClient;

  beforeEach(async () => {
    client = await startClient();
  });

  afterEach(() => client.dispose());

  it('is answered with a text and the locations of its parts', async () => {
    client.open(podUri, podText(9092));
    client.open(envoyUri, envoyText());
    await client.settle();
    const { text, links } = await client.request<WorkspaceLinks>(linksMethod, { uri: podUri });
    const lines = text.split('\n');
    const [first] = links;
    assert.ok(first, text);
    const { start, end } = first.range;
    assert.match(lines[0]?.slice(start.character, end.character) ?? '', /^pod\.yaml:\d+$/);
    assert.equal(first.target.uri, podUri);
    assert.equal(`pod.yaml:${first.target.range.start.line + 1}`, lines[0]?.slice(start.character));
    assert.ok(links.some(({ target }) => target.uri === envoyUri));
  });
});
