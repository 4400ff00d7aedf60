// What is measured inside of the server: bundled for that as the server is.
export { diagnose, emptyWorkspace, targetVersion, withText } from '../../server/src/analysis/index.ts';
export { messageChecks } from '../../server/src/analysis/rules/message-checks.ts';
export { messageOf } from '../../server/src/analysis/schema/envoy-facts.ts';
export { since } from '../../server/src/analysis/schema/envoy-versions.ts';
