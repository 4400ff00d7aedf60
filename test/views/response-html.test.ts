import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { CurlResponse } from '../../client/src/views/curl-response.ts';
import { plainEnglish } from '../../client/src/deploy/l10n.ts';
import { escapeHtml } from '../../client/src/views/escape-html.ts';
import { renderRun } from '../../client/src/views/response-html.ts';
import { runPage } from '../../client/src/views/run-page.ts';
import { responseScript } from '../../client/src/views/response-script.ts';
import { runningWith, strings } from './response-fixture.ts';

const render = (changes: Partial<CurlResponse> = {}): string =>
  renderRun(runPage(runningWith(changes), plainEnglish), strings, 'abc', {});

describe('the response view', () => {
  it('shows status, request, headers, timing, body, commands and notes', () => {
    const html = render();
    assert.match(html, /class="status fine">200 OK<\/span>/);
    assert.match(html, /<code>GET http:\/\/127\.0\.0\.1:40001\/<\/code> <span>Host: example\.com<\/span>/);
    assert.match(
      html,
      /<tr class="envoy"><th scope="row">server<\/th><td>envoy <span class="mark">set by Envoy<\/span>/,
    );
    assert.match(html, /<tr><th scope="row">content-type<\/th>/);
    assert.match(html, /<td class="number">1\.2 ms<\/td>/);
    assert.match(html, /<pre id="text" tabindex="0">&lt;h1&gt;Hello&lt;\/h1&gt;<\/pre>/);
    assert.match(html, /<li>A note\.<\/li>/);
    assert.match(html, /data-copy="0"[^>]*aria-label="Copy: curl -i http:\/\/127\.0\.0\.1:40001\/"/);
    assert.deepEqual([html.includes('data-action="open"'), html.includes('data-action="again"')], [true, true]);
  });

  it('marks refusals and failures by class and number', () => {
    assert.match(render({ status: 404, statusText: 'Not Found' }), /class="status refused">404 Not Found</);
    assert.match(render({ status: 503, statusText: '' }), /class="status failed">503</);
  });

  it('shows the headers and the body of the request, and its expectations', () => {
    const html = render({
      request: { method: 'POST', url: 'http://h/', headers: [['x-a', '<b>']], body: '{"a": "<"}' },
      expectations: [
        { met: true, sentence: '200 as expected' },
        { met: false, sentence: 'Expected body~"<"' },
      ],
    });
    assert.match(html, /<code>POST http:\/\/h\/<\/code><br><span>x-a: &lt;b&gt;<\/span>/);
    assert.match(html, /<pre tabindex="0">\{&quot;a&quot;: &quot;&lt;&quot;\}<\/pre>/);
    assert.match(html, /<h2 id="expectations-title">Expectations<\/h2>/);
    assert.match(html, /<strong class="status fine">Met<\/strong> 200 as expected/);
    assert.match(html, /<strong class="status failed">Not met<\/strong> Expected body~&quot;&lt;&quot;/);
    assert.doesNotMatch(render(), /expectations-title/);
  });

  it('leaves out what does not apply', () => {
    const html = render({ browserUrl: undefined, notes: [], commands: [], body: '' });
    const content = html.slice(html.indexOf('<main'), html.indexOf('</main>'));
    assert.ok(content.length > 0 && !/data-copy|<iframe/.test(content));
    assert.match(html, /The body is empty\./);
    assert.match(html, /data-action="open" disabled>/);
  });

  it('offers a preview of HTML only, in a frame that may do nothing', () => {
    assert.match(
      render(),
      /<iframe id="page" hidden sandbox="" title="Page" srcdoc="&lt;h1&gt;Hello&lt;\/h1&gt;"><\/iframe>/,
    );
    assert.ok(!render({ headers: [['Content-Type', 'application/json']] }).includes('<iframe'));
    assert.ok(render({ headers: [], body: ' <!doctype html><p>x' }).includes('<iframe'));
    assert.ok(!render({ headers: [], body: 'plain' }).includes('<iframe'));
  });

  it('says that a body was cut', () => {
    assert.match(render({ bodyTruncated: true }), /The body is cut\./);
  });

  it('allows only its own script and loads nothing', () => {
    const html = render();
    const [policy = ''] = /Content-Security-Policy" content="[^"]*"/.exec(html) ?? [];
    assert.match(policy, /default-src 'none'/);
    assert.match(policy, /script-src 'nonce-abc'/);
    assert.doesNotMatch(policy, /https?:|\*|unsafe-eval|script-src[^;]*unsafe-inline/);
    assert.equal(html.match(/<script/g)?.length, 1);
    assert.doesNotMatch(html, /<(link|img|base|object|embed)\b|\son\w+=/);
    assert.ok(!responseScript.includes('</'));
  });

  it('labels everything that can be reached by keyboard', () => {
    const html = render();
    const buttons = html.match(/<button[^>]*>[^<]*/g) ?? [];
    assert.equal(buttons.length, 6);
    for (const button of buttons) assert.match(button, /type="button".*>.+/);
    for (const [, id] of html.matchAll(/aria-labelledby="([^"]+)"/g)) assert.ok(html.includes(`id="${id}"`), id);
    assert.match(html, /role="status" aria-live="polite"/);
  });

  it('escapes everything of a response', function () {
    this.timeout(20_000);
    const hostile = fc.oneof(
      fc.string({ unit: 'binary', minLength: 1 }),
      fc.constantFrom(
        '</pre><script>',
        '"><img src=x onerror=alert(1)>',
        "'-->",
        '</style>',
        '&lt;',
        ']]>',
        '" srcdoc="',
        '$&',
        "$'",
      ),
    );
    const skeleton = (html: string): string => html.replaceAll(/>[^<]*</g, '><').replaceAll(/="[^"]*"/g, '=""');
    const shape = (text: string): Partial<CurlResponse> => ({
      title: text,
      request: { method: text, url: text, host: text },
      statusText: text,
      httpVersion: text,
      headers: [
        ['content-type', `text/html; ${text}`],
        [`x-${text}`, text],
      ],
      body: `x${text}`,
      commands: [text],
      notes: [text],
    });
    const expected = skeleton(render(shape('plain')));
    fc.assert(
      fc.property(hostile, (text) => {
        assert.equal(skeleton(render(shape(text))), expected);
      }),
      { numRuns: 100 },
    );
  });

  it('escapes so that the text comes back', () => {
    const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        const escaped = escapeHtml(text);
        assert.doesNotMatch(escaped, /[<>"']/);
        assert.equal(
          escaped.replaceAll(/&[^;]+;/g, (entity) => entities[entity] ?? entity),
          text,
        );
      }),
    );
  });
});
