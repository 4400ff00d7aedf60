import { type ObjectPart, partAt, partsIn, textOf } from '../../kubernetes/object-part.ts';
import { containersOf } from '../../kubernetes/object-parts.ts';
import { objectCheck } from '../findings/object-check.ts';
import { message } from '../message.ts';
import { rule } from '../rule.ts';

export const duplicatePortName = rule({
  code: 'kubernetes/duplicate-port-name',
  subject: 'manifest',
  checksBuilds: true,
  severity: 'error',
  summary:
    'Two ports of a container or Service have the same name, or a port of a Service with several ports has none.',
  why: 'Services and probes find a port by its name, so the name must be unique. A Service with more than one port requires a name for each.',
  examples: [
    {
      before: `#- /service.yaml stock:service
#~ - port: 80 => - name: http\\n      port: 80\\n    - name: http\\n      port: 443
#? error kubernetes/duplicate-port-name at "http"#2: Duplicate port name 'http'.
`,
    },
  ],
  check: objectCheck((object, refuse) => {
    const servicePorts = object.kind === 'Service' ? partsIn(partAt(object.spec, 'ports')) : [];
    const lists = [...containersOf(object).map((container) => partsIn(partAt(container, 'ports'))), servicePorts];
    for (const part of lists.flatMap(repeatedNames))
      refuse(part, message("Duplicate port name '{0}'.", textOf(part) ?? ''));
    if (servicePorts.length < 2) return;
    for (const port of servicePorts)
      if ((partAt(port, 'name').value ?? '') === '')
        refuse(port, message('Each port of a Service with several ports requires a name.'));
  }),
});

function repeatedNames(ports: readonly ObjectPart[]): readonly ObjectPart[] {
  const names = ports.map((port) => partAt(port, 'name'));
  const texts = names.map(textOf);
  return names.filter((_, index) => texts[index] && texts.indexOf(texts[index]) < index);
}
