import { message } from '../message.ts';
import { labelName, type NameFormat, pathName, serviceName, subdomainName } from './name-formats.ts';

const withoutDots: NameFormat = (name) =>
  name.includes('.') && subdomainName(name) === undefined
    ? message(
        "'{0}' must not contain dots. The name of a {1} is part of the host names of its pods.",
        name,
        'StatefulSet',
      )
    : labelName(name);

const cronJobName: NameFormat = (name) =>
  subdomainName(name) ??
  (name.length > 52 ? message("'{0}' must be no longer than {1} characters.", name, 52) : undefined);

/** The names of roles and budgets are only a part of a path. */
const nameFormats: Readonly<Record<string, NameFormat>> = {
  Service: serviceName,
  Namespace: labelName,
  StatefulSet: withoutDots,
  CronJob: cronJobName,
  Role: pathName,
  RoleBinding: pathName,
  ClusterRole: pathName,
  ClusterRoleBinding: pathName,
  PodDisruptionBudget: pathName,
};

/** What the name of an object of a kind must look like. */
export const objectNameFormat = (kind: string): NameFormat =>
  (Object.hasOwn(nameFormats, kind) ? nameFormats[kind] : undefined) ?? subdomainName;
