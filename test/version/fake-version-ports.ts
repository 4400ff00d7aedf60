import type { VersionPorts } from '../../client/src/version/choose-version.ts';
import type { TargetVersionStatus } from '../../server/src/protocol.ts';

export const target = (of: Partial<TargetVersionStatus> = {}): TargetVersionStatus => ({
  version: '1.39',
  origin: 'image',
  known: ['1.40', '1.39', '1.38'],
  commentIn: 'envoy.yaml',
  ...of,
});

/** A server, a user and settings with given answers. `log` contains the requests and what was written. */
export function fakePorts(answers: Partial<VersionPorts> = {}): { ports: VersionPorts; log: string[] } {
  const log: string[] = [];
  const ports: VersionPorts = {
    target: async () => target(),
    isSet: () => false,
    pickVersion: async () => '1.38',
    pickPlace: async ({ places }) => places[0],
    writeComment: async () => undefined,
    writeSetting: async () => undefined,
    ...answers,
  };
  return {
    log,
    ports: {
      ...ports,
      pickVersion: (of) => {
        log.push('version?');
        return ports.pickVersion(of);
      },
      pickPlace: (question) => {
        log.push(`${question.places.join(' or ')}?`);
        return ports.pickPlace(question);
      },
      writeComment: (uri, version) => {
        log.push(`comment ${version}`);
        return ports.writeComment(uri, version);
      },
      writeSetting: (version) => {
        log.push(`setting ${version}`);
        return ports.writeSetting(version);
      },
    },
  };
}
