import assert from 'node:assert/strict';
import { causePath } from '../../client/src/deploy/cause-path.ts';
import type { NotReadyCause } from '../../client/src/deploy/not-ready-causes.ts';

const path = (cause: NotReadyCause) => causePath(cause, 'spec.template.spec', (name) => name === 'init');
const end = { container: 'app', init: false, exitCode: 1, log: '' };
const app = 'spec.template.spec.containers[name="app"]';
const init = 'spec.template.spec.initContainers[name="init"]';

describe('the field that a cause is about', () => {
  for (const [cause, expected] of [
    [{ kind: 'image', container: 'app', image: 'i', why: 'other', message: '' }, `${app}.image`],
    [{ kind: 'image', container: 'init', image: 'i', why: 'other', message: '' }, `${init}.image`],
    [{ kind: 'crashed', ...end }, `${app}.name`],
    [{ kind: 'exited', ...end }, `${app}.name`],
    [{ kind: 'out-of-memory', ...end }, `${app}.resources.limits.memory`],
    [{ kind: 'container', container: 'app', reason: '', message: 'secret "x" not found' }, `${app}.name`],
    [
      {
        kind: 'container',
        container: 'app',
        reason: '',
        message: 'container has runAsNonRoot and image will run as root',
      },
      `${app}.securityContext`,
    ],
    [{ kind: 'mount', volume: 'config', message: '' }, 'spec.template.spec.volumes[name="config"]'],
    [{ kind: 'unschedulable', pod: 'p', message: 'persistentvolumeclaim "x" not found' }, 'spec.template.spec.volumes'],
    [
      { kind: 'unschedulable', pod: 'p', message: "didn't match Pod's node affinity/selector" },
      'spec.template.spec.nodeSelector',
    ],
    [
      { kind: 'unschedulable', pod: 'p', message: "didn't match pod anti-affinity rules" },
      'spec.template.spec.affinity',
    ],
    [{ kind: 'unschedulable', pod: 'p', message: '3 Insufficient memory' }, 'spec.template.spec'],
    [{ kind: 'no-pods', why: 'no-replicas', workload: 'w' }, 'spec.replicas'],
    [{ kind: 'no-pods', why: 'no-node', workload: 'w' }, 'spec.template.spec.nodeSelector'],
    [{ kind: 'timeout', seconds: 1, state: '', events: [], container: 'app' }, `${app}.readinessProbe`],
    [{ kind: 'timeout', seconds: 1, state: '', events: [], container: 'init', init: true }, `${init}.name`],
    [{ kind: 'timeout', seconds: 1, state: '', events: [] }, undefined],
    [{ kind: 'pod-gone', pod: 'p' }, undefined],
  ] as const)
    it(`of ${JSON.stringify(cause).slice(0, 90)} is ${expected}`, () => assert.equal(path(cause), expected));
});
