// @ts-check
// The module of extensionTestsPath, which runs in VS Code's extension host. It runs the bundled suites of TEST_SUITE_FOLDER
// with mocha.
const fs = require('node:fs');
const path = require('node:path');
const { pathToFileURL } = require('node:url');

exports.run = async () => {
  const { default: Mocha } = await import('mocha');
  const reporter = await import(pathToFileURL(path.join(__dirname, '..', 'count-reporter.mjs')).href);
  const mocha = new Mocha({ ui: 'bdd', color: false, timeout: 20_000, retries: 1, reporter: reporter.default });
  const folder = process.env.TEST_SUITE_FOLDER ?? '';
  const files = fs.readdirSync(folder).filter((name) => name.endsWith('.test.cjs'));
  if (files.length === 0) throw new Error(`There is no suite in ${folder}.`);
  for (const file of files.sort()) mocha.addFile(path.join(folder, file));
  const failures = await new Promise((resolve) => mocha.run(resolve));
  if (failures > 0) throw new Error(`${failures} test(s) failed.`);
};
