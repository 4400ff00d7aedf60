// @ts-check
// The steps of a test run and their sum. Each step runs to its end, and the last line says `N passed, N failed`.
/**
 * @typedef {{ name: string, run: (counts: string) => number | Promise<number> }} Step `counts` is the path of the file to
 *   which mocha writes its counts (TEST_COUNTS); the result is an exit code
 * @typedef {{ passed: number, failed: number, skipped: number, failedTests?: readonly string[], repeatedTests?: readonly string[] }} Counts
 *   `failedTests`: title and first line of the error; `repeatedTests`: the same of those that failed once and were run again
 * @typedef {Counts & { name: string, status: number, seconds: number }} Result
 */
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describeError } from './run-command.mjs';

/**
 * Runs steps one after the other, and prints the result of each step and their sum. A step that fails without a failed test
 * counts as one failure.
 * @param {readonly Step[]} steps
 * @returns the exit code of the whole
 */
export async function runSteps(steps) {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'test-counts-'));
  /** @type {Result[]} */
  const results = [];
  for (const step of steps) {
    process.stdout.write(`\n=== ${step.name}\n`);
    const result = await runStep(step, path.join(folder, `${results.length}.json`));
    results.push(result);
    process.stdout.write(`=== ${describe(result)}\n`);
  }
  fs.rmSync(folder, { recursive: true, force: true });
  return summary(results);
}

/**
 * @param {Step} step
 * @param {string} countsFile
 * @returns {Promise<Result>}
 */
async function runStep(step, countsFile) {
  const begin = Date.now();
  let status = 1;
  try {
    status = await step.run(countsFile);
  } catch (error) {
    process.stdout.write(`${describeError(error)}\n`);
  }
  /** @type {Counts} */
  const counts = fs.existsSync(countsFile)
    ? JSON.parse(fs.readFileSync(countsFile, 'utf8'))
    : { passed: 0, failed: 0, skipped: 0 };
  if (status !== 0 && counts.failed === 0) counts.failed = 1;
  return { name: step.name, status, ...counts, seconds: (Date.now() - begin) / 1000 };
}

/** @param {Result} result */
function describe({ name, status, passed, failed, skipped, seconds }) {
  const verdict = status === 0 && failed === 0 ? 'ok' : 'FAILED';
  const tests = passed + failed > 0 ? `, ${passed} passed, ${failed} failed` : '';
  return `${name}: ${verdict}${tests}${skipped > 0 ? `, ${skipped} skipped` : ''} (${seconds.toFixed(1)} s)`;
}

/** @param {readonly Result[]} results */
function summary(results) {
  // A log is often cut at its beginning: what failed is said once more at its end. .ci/run collects these lines.
  for (const { name, failedTests = [], repeatedTests = [] } of results) {
    for (const test of repeatedTests) process.stdout.write(`REPEATED ${name}: ${test}\n`);
    for (const test of failedTests) process.stdout.write(`FAILED ${name}: ${test}\n`);
  }
  /** @param {'passed' | 'failed'} key */
  const total = (key) => results.reduce((sum, result) => sum + result[key], 0);
  process.stdout.write(`\n${results.map(describe).join('\n')}\n${total('passed')} passed, ${total('failed')} failed\n`);
  return total('failed') === 0 ? 0 : 1;
}
