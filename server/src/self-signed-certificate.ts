import { generateKeyPairSync, randomBytes, sign } from 'node:crypto';

/** A certificate of a server with its private key, both as PEM. */
export interface SelfSigned {
  readonly chain: string;
  readonly key: string;
}

const validDays = 365;

/**
 * A new key (P-256) and a certificate for host names that it signs itself, valid for a year. It is for tests: no client trusts it.
 * The encoding is that of RFC 5280; test/self-signed-certificate.test.ts has Node and Envoy read it.
 */
export function selfSignedCertificate(hosts: readonly string[], now: Date): SelfSigned {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(tagged(0x31, sequence(oid('550403'), utf8(hosts[0] ?? ''))));
  const until = new Date(now.getTime() + validDays * 24 * 60 * 60_000);
  const alternativeNames = sequence(...hosts.map((host) => tagged(0x82, Buffer.from(host, 'ascii'))));
  const body = sequence(
    tagged(0xa0, integer(Buffer.from([2]))),
    integer(Buffer.concat([Buffer.from([1]), randomBytes(15)])),
    ecdsaWithSha256,
    name,
    sequence(utcTime(now), utcTime(until)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    tagged(0xa3, sequence(sequence(oid('551d11'), tagged(0x04, alternativeNames)))),
  );
  const certificate = sequence(body, ecdsaWithSha256, bits(sign('sha256', body, privateKey)));
  return { chain: pem(certificate), key: String(privateKey.export({ type: 'pkcs8', format: 'pem' })) };
}

/** A value in DER: its tag, its length in as few bytes as possible, its content. */
function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const bytes: number[] = [];
  for (let rest = content.length; rest > 0; rest >>= 8) bytes.unshift(rest & 0xff);
  const length = content.length < 0x80 ? [content.length] : [0x80 | bytes.length, ...bytes];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
}

const sequence = (...parts: readonly Buffer[]): Buffer => tagged(0x30, ...parts);
/** @param value positive, its first byte below 0x80 */
const integer = (value: Buffer): Buffer => tagged(0x02, value);
const bits = (value: Buffer): Buffer => tagged(0x03, Buffer.from([0]), value);
const utf8 = (text: string): Buffer => tagged(0x0c, Buffer.from(text));
/** @param hex the encoded identifier */
const oid = (hex: string): Buffer => tagged(0x06, Buffer.from(hex, 'hex'));
/** `YYMMDDHHMMSSZ`, for years before 2050. */
const utcTime = (date: Date): Buffer =>
  tagged(0x17, Buffer.from(`${date.toISOString().slice(2, 19).replace(/[-:T]/g, '')}Z`));

const ecdsaWithSha256 = sequence(oid('2a8648ce3d040302'));

const pem = (der: Buffer): string =>
  `-----BEGIN CERTIFICATE-----\n${der.toString('base64').replace(/.{1,64}/g, '$&\n')}-----END CERTIFICATE-----\n`;
