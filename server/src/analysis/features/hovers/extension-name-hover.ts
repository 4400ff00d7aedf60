import { field } from '../../envoy/envoy-field.ts';
import { typedPosition } from '../../envoy/typed/typed-path.ts';
import { anyType } from '../../envoy/typed/any-type.ts';
import { message } from '../../rules/message.ts';
import { envoyFacts } from '../../schema/envoy-facts.ts';
import { asMap } from '../../yaml/syntax/yaml-path.ts';
import { describe } from '../describe.ts';
import type { Description } from '../described.ts';
import { typeName } from '../type-text.ts';
import type { ConfigSpot } from './config-spot.ts';

/** The name of a filter or another extension: what Envoy runs for it, which the type of its config decides. */
export function extensionNameHover({ source, steps, scalar: { text } }: ConfigSpot): Description | undefined {
  const position = typedPosition(source.type, steps);
  const holder = asMap(steps.at(-1)?.node);
  if (position?.field?.name !== 'name' || !holder) return undefined;
  const type = anyType(field(holder, 'typed_config'));
  const rows = envoyFacts().extensions.filter(([name, , types]) =>
    type === undefined ? name === text : types.includes(type),
  );
  const [row] = rows.filter(([name]) => name === text).concat(rows);
  if (!row) return undefined;
  const [extension, category, types] = row;
  const [config = ''] = type === undefined ? types : [type];
  const known = describe({ kind: 'type', name: config });
  const sentence =
    extension === text
      ? message('Extension of {0}. Its config is of the type `{1}`.', category, typeName(config))
      : message(
          'A name of your own. The type `{0}` of its config selects the extension `{1}`.',
          typeName(config),
          extension,
        );
  return {
    title: text,
    type: category,
    sentences: [sentence],
    ...(known?.about && { about: known.about }),
    ...(known?.links && { links: known.links }),
  };
}
