import assert from 'node:assert/strict';
import { hasPlaceholder, isTemplate } from '../../../server/src/analysis/yaml/edit/placeholder.ts';

describe('placeholders', () => {
  it('are told from plain values', () => {
    for (const text of ['${PORT}', '$(POD_IP)', '{{ .Values.port }}', 'a${b}c', '<%= port %>'])
      assert.ok(hasPlaceholder(text), text);
    for (const text of ['$5', '{a}', '<none>', '%REQ(:path)%', 'a$']) assert.ok(!hasPlaceholder(text), text);
  });

  it('make a template of a text that does not parse because of them, or that has {{ in the open', () => {
    for (const [text, parses] of [
      ['a: {{ x }}', false],
      ['{{- if .x }}\na: 1\n', false],
      ['port: {{ port }}\n', true],
      ['hosts: <YOUR HOST>\n b', false],
      ['static_resources:\n.. your listeners ..\n', false],
    ] as const)
      assert.ok(isTemplate(text, parses), text);
    for (const [text, parses] of [
      ['a: "{{ x }}"\n', true],
      ['# {{ x }}\na: 1\n', true],
      ['a: ${X}\n', true],
      ['a: [1\n', false],
    ] as const)
      assert.ok(!isTemplate(text, parses), text);
  });
});
