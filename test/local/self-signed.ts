import { generateKeyPairSync, sign } from 'node:crypto';

/** A certificate that its own key has signed, as QUIC wants one, valid until 2049. */
export function selfSigned(): { readonly certificate: string; readonly key: string } {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'prime256v1' });
  const ecdsaWithSha256 = der(0x30, der(0x06, [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02]));
  const commonName = der(0x30, der(0x06, [0x55, 0x04, 0x03]), der(0x0c, Buffer.from('test')));
  const name = der(0x30, der(0x31, commonName));
  const validity = der(0x30, ...['200101000000Z', '490101000000Z'].map((time) => der(0x17, Buffer.from(time))));
  const version3 = der(0xa0, der(0x02, [2]));
  const serialNumber = der(0x02, [1]);
  const keyInfo = publicKey.export({ type: 'spki', format: 'der' });
  const signed = der(0x30, version3, serialNumber, ecdsaWithSha256, name, validity, name, keyInfo);
  const signature = der(0x03, [0], sign('sha256', signed, privateKey));
  return {
    certificate: pem('CERTIFICATE', der(0x30, signed, ecdsaWithSha256, signature)),
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

/** A value of ASN.1: its tag, its length, its content. */
function der(tag: number, ...parts: readonly (Buffer | readonly number[])[]): Buffer {
  const content = Buffer.concat(parts.map((part) => Buffer.from(part)));
  const bytes = [content.length >> 8, content.length & 0xff].slice(content.length < 256 ? 1 : 0);
  const length = content.length < 128 ? bytes : [0x80 + bytes.length, ...bytes];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

const pem = (label: string, content: Buffer): string =>
  `-----BEGIN ${label}-----\n${content.toString('base64').replaceAll(/.{64}/g, '$&\n')}\n-----END ${label}-----\n`;
