#!/usr/bin/env node
// Draws media/icon.png: a large container with a small one at its side and the arrow of a request through it.
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { root } from './set-up.mjs';

const size = 128;
const samples = 4;
const colours = { ground: [22, 34, 56], pod: [46, 66, 104], app: [235, 240, 250], sidecar: [255, 138, 76] };

fs.mkdirSync(path.join(root, 'media'), { recursive: true });
fs.writeFileSync(path.join(root, 'media', 'icon.png'), png(size, pixel));

/** The mean colour of a pixel over a grid of points in it, which smooths the edges. */
function pixel(x, y) {
  const sum = [0, 0, 0, 0];
  for (let i = 0; i < samples * samples; i++) {
    const at = [x + ((i % samples) + 0.5) / samples, y + (Math.floor(i / samples) + 0.5) / samples];
    const colour = colourAt(...at);
    if (!colour) continue;
    for (const [channel, value] of [...colour, 255].entries()) sum[channel] += value / samples ** 2;
  }
  return sum.map(Math.round);
}

function colourAt(x, y) {
  const inArrow = (x > 8 && x < 36 && Math.abs(y - 64) < 4) || (x >= 32 && x < 44 && Math.abs(y - 64) < 44 - x);
  if (inArrow) return colours.sidecar;
  if (box(x, y, 76, 36, 104, 92, 8)) return colours.app;
  if (box(x, y, 46, 44, 68, 84, 7)) return colours.sidecar;
  if (box(x, y, 24, 20, 114, 108, 14)) return colours.pod;
  return box(x, y, 2, 2, 126, 126, 26) ? colours.ground : undefined;
}

/** Whether a point lies in a box with round corners. */
function box(x, y, left, top, right, bottom, radius) {
  const dx = Math.max(left + radius - x, 0, x - (right - radius));
  const dy = Math.max(top + radius - y, 0, y - (bottom - radius));
  return Math.hypot(dx, dy) <= radius;
}

function png(side, colour) {
  const rows = [];
  for (let y = 0; y < side; y++) {
    rows.push(0);
    for (let x = 0; x < side; x++) rows.push(...colour(x, y));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  // Eight bits for each of red, green, blue and alpha.
  header.set([8, 6], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = zlib.deflateSync(Buffer.from(rows), { level: 9 });
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const result = Buffer.alloc(body.length + 8);
  result.writeUInt32BE(data.length, 0);
  body.copy(result, 4);
  result.writeUInt32BE(checksum(body), body.length + 4);
  return result;
}

/** The CRC-32 that PNG asks for; Node 20.19 has none of its own. */
function checksum(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
