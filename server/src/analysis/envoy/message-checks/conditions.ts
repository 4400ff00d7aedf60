import type { YamlEntry, YamlNode } from '../../yaml/syntax/yaml-node.ts';
import { field, fieldEntry, fieldItems } from '../envoy-field.ts';
import { envoyString } from '../envoy-scalar.ts';
import { hasElision } from '../has-elision.ts';
import { isUnset } from '../validate/loaded-scalar.ts';
import type { CodedCheck, ReportCoded } from './message-check.ts';
import { hasUnknownKeys } from './unknown-keys.ts';

/** "failed to create an expression": no part of the condition of an RBAC policy is empty (Envoy 1.36 to 1.40). */
export const policyCondition: CodedCheck = (node, report) => {
  const condition = fieldEntry(node, 'condition');
  if (condition && !hasElision(node)) checkExpression(condition.value, condition, report);
};

const exprType = 'google.api.expr.v1alpha1.Expr';
const kinds = ['const', 'ident', 'select', 'call', 'list', 'struct', 'comprehension'].map((kind) => `${kind}_expr`);

/** @param at where an empty expression is shown */
function checkExpression(node: YamlNode | undefined, at: YamlNode | YamlEntry, report: ReportCoded): void {
  if (node?.kind !== 'map' || hasUnknownKeys(node, exprType)) return;
  const kind = kinds.flatMap((name) => fieldEntry(node, name) ?? []).find(({ value }) => !isUnset(value));
  if (!kind) report('envoy/missing-field', at, "This expression is empty. Set '{0}' or another kind.", 'call_expr');
  const named = { ident_expr: 'name', select_expr: 'field' };
  for (const [name, part] of Object.entries(named)) {
    const entry = fieldEntry(node, name);
    const text = field(entry?.value, part);
    if (entry?.value?.kind === 'map' && (isUnset(text) || envoyString(text)?.value === ''))
      report('envoy/missing-field', entry, "'{0}' is required.", part);
  }
  for (const inner of operands(node)) checkExpression(inner, inner, report);
}

/** The expressions in an expression. */
const operands = (node: YamlNode): readonly YamlNode[] => [
  ...fieldItems(field(field(node, 'select_expr'), 'operand')),
  ...fieldItems(field(field(node, 'call_expr'), 'target')),
  ...fieldItems(field(field(node, 'call_expr'), 'args')),
  ...fieldItems(field(field(node, 'list_expr'), 'elements')),
];
