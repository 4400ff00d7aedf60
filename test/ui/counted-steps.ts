// The steps of a person: each key and each click counts as one.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import type { Locator, Page } from 'playwright-core';

const described = path.resolve(import.meta.dirname, '..', '..', 'docs', 'journeys.md');

/** Mouse and keyboard with a counter. */
export interface CountedSteps {
  press(key: string): Promise<void>;
  /** Each character is a key. */
  type(text: string): Promise<void>;
  click(at: Locator, how?: { readonly button?: 'left' | 'right' }): Promise<void>;
  /** One step that shows something. It is repeated if a busy machine loses it, and counted once. */
  until(step: () => Promise<void>, shown: Locator): Promise<void>;
  readonly count: number;
}

export function countedSteps({ keyboard }: Page): CountedSteps {
  let count = 0;
  return {
    async press(key) {
      count++;
      await keyboard.press(key);
    },
    async type(text) {
      count += text.length;
      await keyboard.type(text, { delay: 30 });
    },
    async click(at, how = {}) {
      count++;
      await at.click(how);
    },
    async until(step, shown) {
      count++;
      for (let tries = 1; ; tries++) {
        await step();
        try {
          return await shown.waitFor({ timeout: 5000 });
        } catch (error) {
          if (tries === 4) throw error;
        }
      }
    },
    get count() {
      return count;
    },
  };
}

/** Compares a count with the heading in docs/journeys.md: `## 1. A new file: 15 steps`. */
export function checkDescribed(journey: string, { count }: CountedSteps): void {
  process.stdout.write(`      ${journey}: ${count} steps\n`);
  const heading = fs
    .readFileSync(described, 'utf8')
    .split('\n')
    .find((line) => line.startsWith('## ') && line.includes(` ${journey}: `));
  assert.match(heading ?? '', new RegExp(`: ${count} steps$`), `docs/journeys.md does not say ${count} steps`);
}
