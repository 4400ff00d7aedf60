import assert from 'node:assert/strict';
import { hasPlaceholder, isTemplate } from '../../../server/src/analysis/yaml/edit/placeholder.ts';

describe('placeholders', () => {
  it('are told from plain values', () => {
    for (const text of ['${PORT}', '$(POD_IP)', '{{ .Values.port }}', 'a${b}c', '<%= port %>'])
      assert.ok(hasPlaceholder(text), text);
    for (const text of ['@@HOST@@', '@HOST@', 'a-__HOST__', '<HOST>:80', '{a}', 'redis-{name}', '{host}:{port}'])
      assert.ok(hasPlaceholder(text), text);
    for (const text of ['/a/{id}', 'a{2}', 'me:{SHA}x', '__init__', 'a@b', '(?P<NAME>x)', '{ a }', '{"a": 1}'])
      assert.ok(!hasPlaceholder(text), text);
    for (const text of ['$5', '<none>', '%REQ(:path)%', 'a$']) assert.ok(!hasPlaceholder(text), text);
  });

  it('make a template of a text that does not parse because of them, or that has {{ in the open', () => {
    for (const [text, parses] of [
      ['a: {{ x }}', false],
      ['{{- if .x }}\na: 1\n', false],
      ['port: {{ port }}\n', true],
      ['hosts: <YOUR HOST>\n b', false],
      ['static_resources:\n.. your listeners ..\n', false],
      ['name: {name}-envoy\n', false],
      ['a: { name: envoy-{name} }\n', false],
    ] as const)
      assert.ok(isTemplate(text, parses), text);
    for (const [text, parses] of [
      ['a: "{{ x }}"\n', true],
      ['# {{ x }}\na: 1\n', true],
      ['a: ${X}\n', true],
      ['a: [1\n', false],
      ['path_template: /a/{id}\nb: [1\n', false],
      ['password: me:{SHA}+x\nb: [1\n', false],
    ] as const)
      assert.ok(!isTemplate(text, parses), text);
  });
});
