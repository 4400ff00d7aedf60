import assert from 'node:assert/strict';
import { addressInUse, lastLines, plainRefusal, refusalInLog } from '../../client/src/local/envoy-log.ts';

// The output of Envoy 1.40 for mistakes in the seed's config, shortened at the dots.
const head = '[2026-11-23 11:55:16.585][8638][critical][main] [source/server/server.cc:449] error';
const warning = '[2026-11-23 11:55:16.583][8638][warning][misc] [source/common/x.cc:23] Deprecated field: type …';
const tail = "initializing config 'goo.gle/debugstr  \n  envoy.yaml'";

describe("Envoy's refusal", () => {
  it('is cut from the log', () => {
    const log = `${warning}\n${head} \`route: unknown cluster 'tragetCluster'\` ${tail}\nroute: unknown cluster 'tragetCluster'\n`;
    assert.equal(refusalInLog(log), "route: unknown cluster 'tragetCluster'");
  });

  it('may span lines', () => {
    const message =
      'goo.gle/debugstr   \nroute_config {\n  name: "local_route"\n}\n: Proto constraint validation failed (HttpConnectionManagerValidationError.StatPrefix: value length must be at least 1 characters)';
    const log = `${warning}\n${head} \`${message}\` ${tail}\n${message}\n`;
    assert.equal(refusalInLog(log), message);
    assert.equal(
      plainRefusal(message),
      'HttpConnectionManagerValidationError.StatPrefix: value length must be at least 1 characters',
    );
  });

  it('is found in the form of older versions too', () => {
    const line =
      "[2022-01-01 00:00:00.000][1][critical][main] [source/server/server.cc:117] error initializing configuration '/etc/envoy/envoy.yaml': route: unknown cluster 'a'";
    const rest = '[2022-01-01 00:00:00.001][1][info][main] [source/server/server.cc:900] exiting';
    assert.equal(refusalInLog(`${line}\n${rest}\n`), "route: unknown cluster 'a'");
    assert.equal(refusalInLog(line), "route: unknown cluster 'a'");
  });

  it('is not made up', () => {
    assert.equal(refusalInLog(''), undefined);
    assert.equal(refusalInLog(`${warning}\n`), undefined);
    assert.equal(refusalInLog('envoy: /lib/libc.so.6: version `GLIBC_2.31` not found\n'), undefined);
  });

  it('is freed from the JSON around it', () => {
    const duration =
      'Unable to parse JSON as proto (INVALID_ARGUMENT: invalid JSON   in  envoy.config.bootstrap.v3.Bootstrap @ static_resources.clusters[0].connect_timeout: message google.protobuf.Duration, near 1:261 (offset 260): duration must  end with a   single   \'s\'): {"static_resources":{}}';
    assert.equal(
      plainRefusal(duration),
      "invalid JSON in envoy.config.bootstrap.v3.Bootstrap @ static_resources.clusters[0].connect_timeout: message google.protobuf.Duration: duration must end with a single 's'",
    );
    const unknown =
      "Protobuf message (type envoy.config.bootstrap.v3.Bootstrap reason INVALID_ARGUMENT: invalid JSON in envoy.config.bootstrap.v3.Bootstrap   @   static_resources.x: message a.B, near 1:783 (offset  782): no such field: 'stat_prefixx') has unknown fields";
    assert.match(plainRefusal(unknown), /: message a\.B: no such field: 'stat_prefixx'$/);
    const yaml = 'yaml-cpp: error at line 18, column 17: end of sequence flow not found';
    assert.equal(plainRefusal(yaml), yaml);
  });

  it('names an address that is in use', () => {
    assert.equal(addressInUse("cannot bind '0.0.0.0:9901': Address already in use"), '0.0.0.0:9901');
    assert.equal(addressInUse("route: unknown cluster 'a'"), undefined);
  });

  it('can be replaced by the last lines', () => {
    assert.equal(lastLines('a\nb\nc\n', 2), 'b\nc');
  });
});
