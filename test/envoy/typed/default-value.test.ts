import assert from 'node:assert/strict';
import { isDefaultValue } from '../../../server/src/analysis/envoy/typed/default-value.ts';
import { fieldOf } from '../../../server/src/analysis/schema/envoy-facts.ts';
import { parseYaml } from '../../../server/src/analysis/yaml/syntax/parse-yaml.ts';
import { asMap } from '../../../server/src/analysis/yaml/syntax/yaml-path.ts';

const cluster = 'envoy.config.cluster.v3.Cluster';

function isDefault(written: string): boolean | undefined {
  const entry = asMap(parseYaml(written).documents[0]?.root)?.entries[0];
  const field = fieldOf(cluster, entry?.key.text ?? '') ?? assert.fail(written);
  return isDefaultValue(entry?.value, field);
}

describe('isDefaultValue', () => {
  it('is true for the values that fields without presence have anyway, however they are written', () => {
    for (const written of ['lb_policy: ROUND_ROBIN', 'lb_policy: 0', "lb_policy: 'round_robin'", 'alt_stat_name: ""'])
      assert.equal(isDefault(written), true, written);
    for (const written of ['alt_stat_name: ~', 'close_connections_on_host_health_failure: off', 'filters: []', 'name:'])
      assert.equal(isDefault(written), true, written);
  });

  it('is false for other values, and for zero in fields with presence', () => {
    for (const written of ['lb_policy: 1', 'name: a', 'type: STATIC', 'connect_timeout: 0s', 'metadata: {}'])
      assert.equal(isDefault(written), false, written);
  });

  it('is not known for placeholders and values that Envoy does not read', () => {
    for (const written of ['lb_policy: ${POLICY}', 'lb_policy: RONUD_ROBIN', 'lb_policy: "{{ .Policy }}"'])
      assert.equal(isDefault(written), undefined, written);
  });
});
