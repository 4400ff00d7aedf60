import type { KubernetesFacts } from '../../../server/src/analysis/schema/kubernetes-facts.ts';

/** JSON with one line for each field, so that the difference between two states is a list of fields. */
export function printFacts(facts: KubernetesFacts): string {
  const types = Object.entries(facts.types).map(([name, fields]) => {
    const lines = Object.entries(fields).map(
      ([field, fact]) => `      ${JSON.stringify(field)}: ${JSON.stringify(fact)}`,
    );
    return `    ${JSON.stringify(name)}: {\n${lines.join(',\n')}\n    }`;
  });
  const head = JSON.stringify(
    { source: facts.source, kinds: facts.kinds, newKinds: facts.newKinds },
    undefined,
    2,
  ).replace(/\n\}$/, '');
  return `${head},\n  "types": {\n${types.join(',\n')}\n  }\n}\n`;
}
