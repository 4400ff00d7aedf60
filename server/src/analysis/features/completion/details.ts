import type { NamedKind } from '../../envoy/typed/name-roles.ts';
import { type Message, message } from '../../rules/message.ts';

/** What has a name, in our words. */
type Named = NamedKind | 'container' | 'label' | 'volume';

/** Alone, and in front of a name. */
const words: Readonly<Record<Named, readonly [alone: Message, template: string]>> = {
  cluster: [message('cluster'), 'cluster {0}'],
  container: [message('container'), 'container {0}'],
  filter: [message('filter'), 'filter {0}'],
  label: [message('label'), 'label {0}'],
  listener: [message('listener'), 'listener {0}'],
  'route config': [message('route config'), 'route config {0}'],
  secret: [message('secret'), 'secret {0}'],
  'virtual host': [message('virtual host'), 'virtual host {0}'],
  volume: [message('volume'), 'volume {0}'],
};

/** `cluster app`, or `cluster` if it has no name. */
export function called(what: Named, name = ''): Message {
  const [alone, template] = words[what];
  return name === '' ? alone : message(template, name);
}

/** For a name that is referred to although nothing has it. @param what our word, or a kind of Kubernetes */
export const noSuch = (what: Named | 'ConfigMap' | 'Secret'): Message =>
  message('no such {0} yet', what === 'ConfigMap' || what === 'Secret' ? what : words[what][0]);
