import assert from 'node:assert/strict';
import { hasPlaceholder, isTemplate } from '../../../server/src/analysis/yaml/edit/placeholder.ts';
import { parseYaml } from '../../../server/src/analysis/yaml/syntax/parse-yaml.ts';

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

  it('make a template of a text that does not parse because of them, or that has a bare {{', () => {
    for (const text of [
      'a: {{ x }}',
      '{{- if .x }}\na: 1\n',
      'port: {{ port }}\n',
      'hosts: <YOUR HOST>\nb\nc: 1\n',
      'static_resources:\n.. your listeners ..\n',
      'name: {name}-envoy\n',
      'a: { name: envoy-{name} }\n',
      'a: [${A}, ${B}]\n',
      '{\n  "port": ${PORT},\n  "name": "x"\n}\n',
      'a:\n  b:\n${BLOCK}\nc: 1\n',
      'a: ${VAR: -1}\n',
      '%{ for x in y }\n- a: ${x}\n%{ endfor }\n',
    ])
      assert.ok(isTemplate(text, parseYaml(text).errors), text);
    for (const text of [
      'a: "{{ x }}"\n',
      '# {{ x }}\na: 1\n',
      'a: ${X}\n',
      'a: [1\n',
      'path_template: /a/{id}\nb: [1\n',
      'password: me:{SHA}+x\nb: [1\n',
    ])
      assert.ok(!isTemplate(text, parseYaml(text).errors), text);
  });

  it('make no template of a text with an unfinished line if they are not what does not parse', () => {
    for (const text of [
      'a:\n  image: ${IMAGE}\n  b\n  c: 1\n',
      'a:\n  image: "${IMAGE}\n  c: 1\n',
      "a:\n  image: '${IMAGE}\n  c: 1\n",
      'a: [ "${X}", \nb: 1\n',
    ])
      assert.ok(parseYaml(text).errors.length > 0 && !isTemplate(text, parseYaml(text).errors), text);
  });
});
