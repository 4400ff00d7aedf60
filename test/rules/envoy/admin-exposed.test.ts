import { checkDiagnostics, checkFix } from '../../fixture/check.ts';

const code = 'envoy/admin-exposed';
const admin = (address: string) =>
  `#- /envoy.yaml\nadmin: { address: { socket_address: { address: ${address}, port_value: 9901 } } }\n`;

describe(code, () => {
  it('binds the admin to the loopback address of the same family', () => {
    checkFix(admin('0.0.0.0'), code, admin('127.0.0.1'), 'Bind the admin to 127.0.0.1');
    checkFix(admin('"::"'), code, admin('"::1"'), 'Bind the admin to ::1');
  });

  it('is silent for other addresses and for placeholders', () => {
    for (const address of ['127.0.0.1', '10.0.0.1', '"$(POD_IP)"']) checkDiagnostics(admin(address));
  });
});
