import { allRules } from '../rules/all-rules.ts';
import { message } from '../rules/message.ts';
import { projectKey } from '../workspace/project/project-keys.ts';
import type { Description } from './described.ts';

/** A key of the project file. */
export function describeProjectKey(name: string): Description | undefined {
  const key = projectKey(name);
  return key && { title: name, type: key.type, sentences: [key.says] };
}

/** A rule, or all rules of an area. */
export function describeRule(name: string): Description | undefined {
  const [area = ''] = name.split('/');
  const count = allRules.filter(({ code }) => code.startsWith(`${area}/`)).length;
  if (name === `${area}/*` && count > 0)
    return { title: name, type: '', sentences: [message('All {0} rules of this area.', count)] };
  const rule = allRules.find(({ code, formerCodes = [] }) => code === name || formerCodes.includes(name));
  return rule && { title: rule.code, type: rule.severity, sentences: [{ template: rule.summary, args: [] }] };
}
