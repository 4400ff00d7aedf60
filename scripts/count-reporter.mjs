// @ts-check
// Mocha's spec reporter. It also writes its counts, the failed tests and the repeated ones to the file that TEST_COUNTS names;
// scripts/test-steps.mjs adds them up.
import fs from 'node:fs';
import Mocha from 'mocha';

export default class CountReporter extends Mocha.reporters.Spec {
  /**
   * @param {Mocha.Runner} runner
   * @param {Mocha.MochaOptions} options
   */
  constructor(runner, options) {
    super(runner, options);
    /** @type {string[]} */
    const failedTests = [];
    /** @type {string[]} */
    const repeatedTests = [];
    // From another process comes an object with the message.
    /** @param {string[]} list @returns {(test: Mocha.Test, error: { readonly message?: string } | undefined) => void} */
    const addTo = (list) => (test, error) => {
      const [reason] = String(error?.message ?? error).split('\n');
      list.push(`${test.fullTitle()}: ${reason}`);
    };
    runner.on(Mocha.Runner.constants.EVENT_TEST_FAIL, addTo(failedTests));
    runner.on(Mocha.Runner.constants.EVENT_TEST_RETRY, addTo(repeatedTests));
    runner.once(Mocha.Runner.constants.EVENT_RUN_END, () => {
      const { passes, failures, pending } = this.stats;
      const counts = { passed: passes, failed: failures, skipped: pending, failedTests, repeatedTests };
      if (process.env.TEST_COUNTS) fs.writeFileSync(process.env.TEST_COUNTS, JSON.stringify(counts));
    });
  }
}
