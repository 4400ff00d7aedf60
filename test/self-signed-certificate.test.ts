import assert from 'node:assert/strict';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { selfSignedCertificate } from '../server/src/self-signed-certificate.ts';

describe('a self-signed certificate', () => {
  it('is for the host names, valid for a year, and signed with its own key', () => {
    const now = new Date('2026-03-04T05:06:07Z');
    const { chain, key } = selfSignedCertificate(['web', 'localhost'], now);
    const read = new X509Certificate(chain);
    assert.equal(read.subject, 'CN=web');
    assert.equal(read.subjectAltName, 'DNS:web, DNS:localhost');
    assert.deepEqual(
      [read.validFrom, read.validTo].map((date) => new Date(date).toISOString()),
      ['2026-03-04T05:06:07.000Z', '2027-03-04T05:06:07.000Z'],
    );
    assert.ok(read.verify(read.publicKey));
    assert.ok(read.checkPrivateKey(createPrivateKey(key)));
  });

  it('is another one each time', () => {
    const [one, other] = [1, 2].map(() => new X509Certificate(selfSignedCertificate(['web'], new Date()).chain));
    assert.notEqual(one?.serialNumber, other?.serialNumber);
  });
});
