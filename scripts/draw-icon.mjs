#!/usr/bin/env node
// @ts-check
// Draws media/icon.png: a large container, a small one beside it, and the arrow of a request that goes through the small one.

/** @typedef {readonly [red: number, green: number, blue: number]} Colour */
import fs from 'node:fs';
import path from 'node:path';
import zlib from 'node:zlib';
import { root } from './set-up.mjs';

const size = 128;
const samples = 4;
/** @satisfies {Readonly<Record<string, Colour>>} */
const colours = { ground: [22, 34, 56], pod: [46, 66, 104], app: [235, 240, 250], sidecar: [255, 138, 76] };

fs.mkdirSync(path.join(root, 'media'), { recursive: true });
fs.writeFileSync(path.join(root, 'media', 'icon.png'), png(size, pixel));

/**
 * The mean colour of a grid of points in a pixel, with alpha. This smooths the edges.
 * @param {number} x
 * @param {number} y
 */
function pixel(x, y) {
  const sum = [0, 0, 0, 0];
  for (let i = 0; i < samples * samples; i++) {
    const colour = colourAt(x + ((i % samples) + 0.5) / samples, y + (Math.floor(i / samples) + 0.5) / samples);
    if (colour)
      [...colour, 255].forEach((value, channel) => {
        sum[channel] = (sum[channel] ?? 0) + value / samples ** 2;
      });
  }
  return sum.map(Math.round);
}

/**
 * @param {number} x
 * @param {number} y
 * @returns {Colour | undefined}
 */
function colourAt(x, y) {
  const inArrow = (x > 8 && x < 36 && Math.abs(y - 64) < 4) || (x >= 32 && x < 44 && Math.abs(y - 64) < 44 - x);
  if (inArrow) return colours.sidecar;
  if (box(x, y, 76, 36, 104, 92, 8)) return colours.app;
  if (box(x, y, 46, 44, 68, 84, 7)) return colours.sidecar;
  if (box(x, y, 24, 20, 114, 108, 14)) return colours.pod;
  return box(x, y, 2, 2, 126, 126, 26) ? colours.ground : undefined;
}

/**
 * Whether a point is in a box with round corners.
 * @param {number} x
 * @param {number} y
 * @param {number} left
 * @param {number} top
 * @param {number} right
 * @param {number} bottom
 * @param {number} radius
 */
function box(x, y, left, top, right, bottom, radius) {
  const dx = Math.max(left + radius - x, 0, x - (right - radius));
  const dy = Math.max(top + radius - y, 0, y - (bottom - radius));
  return Math.hypot(dx, dy) <= radius;
}

/**
 * @param {number} side
 * @param {(x: number, y: number) => readonly number[]} colour
 */
function png(side, colour) {
  const rows = [];
  for (let y = 0; y < side; y++) {
    rows.push(0);
    for (let x = 0; x < side; x++) rows.push(...colour(x, y));
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(side, 0);
  header.writeUInt32BE(side, 4);
  // Eight bits each for red, green, blue and alpha.
  header.set([8, 6], 8);
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
  const data = zlib.deflateSync(Buffer.from(rows), { level: 9 });
  return Buffer.concat([signature, chunk('IHDR', header), chunk('IDAT', data), chunk('IEND', Buffer.alloc(0))]);
}

/**
 * @param {string} type
 * @param {Buffer} data
 */
function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const result = Buffer.alloc(body.length + 8);
  result.writeUInt32BE(data.length, 0);
  body.copy(result, 4);
  result.writeUInt32BE(checksum(body), body.length + 4);
  return result;
}

/**
 * The CRC-32 that PNG requires; Node 20.19 does not have it.
 * @param {Buffer} bytes
 */
function checksum(bytes) {
  let crc = 0xffffffff;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  return (crc ^ 0xffffffff) >>> 0;
}
