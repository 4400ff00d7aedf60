import type { Figure, Listing, Part, Table } from './part.ts';
import { targets } from './targets.ts';

/** The figures of all parts in one table, then their details. */
export function formatAgreement(parts: readonly Part[], listed: number): string {
  const figures = parts.flatMap((part) => part.figures);
  const tables = parts.flatMap((part) => part.tables).filter(({ rows }) => rows.length > 0);
  const listings = parts.flatMap((part) => part.listings).filter(({ lines }) => lines.length > 0);
  return [
    ...tables.map(formatTable),
    ...(listed > 0 ? listings.map((listing) => formatListing(listing, listed)) : []),
    formatTable({
      title: 'Agreement with the real Envoy',
      head: ['', 'right', 'of', 'share', 'target', 'floor', ''],
      rows: figures.map(figureRow),
    }),
  ].join('\n\n');
}

/** In percent; a figure of nothing is right. */
export const shareOf = ({ right, of }: Figure): number => (of === 0 ? 100 : (100 * right) / of);

export const isAboveFloor = (figure: Figure): boolean => shareOf(figure) >= targets[figure.name].floor;

function figureRow(figure: Figure): string[] {
  const { title, target, floor } = targets[figure.name];
  const share = shareOf(figure);
  const verdict = share < floor ? 'BELOW ITS FLOOR' : share < target ? 'not there yet' : 'reached';
  return [title, `${figure.right}`, `${figure.of}`, percent(share), `${target} %`, `${floor} %`, verdict];
}

/** Rounded down, so that a figure never looks better than it is and can be copied as a floor. */
const percent = (share: number): string => `${(Math.floor(share * 10 + 1e-9) / 10).toFixed(1)} %`;

export function formatTable({ title, head, rows }: Table): string {
  const all = [head, ...rows];
  const widths = head.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, i) => (i === 0 || i === row.length - 1 ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ');
  return [title, ...all.map((row) => `  ${line(row).trimEnd()}`)].join('\n');
}

const formatListing = ({ title, lines }: Listing, listed: number): string =>
  [`${title} (${lines.length})`, ...lines.slice(0, listed).map((line) => `  ${line.slice(0, 400)}`)].join('\n');
