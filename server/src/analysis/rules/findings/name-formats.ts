import { allowedSince, isAllowed } from '../../schema/kubernetes-validation.ts';
import { type Message, message } from '../message.ts';

/** What is wrong with a name, or undefined. @param version that of Kubernetes; the newest if undefined */
export type NameFormat = (name: string, version?: string) => Message | undefined;

const tooLong = (name: string, most: number): Message | undefined =>
  name.length > most ? message("'{0}' must be no longer than {1} characters.", name, most) : undefined;

/** A name of one DNS label (RFC 1123): containers, volumes, namespaces, ports of Services. */
export const labelName: NameFormat = (name) =>
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name)
    ? tooLong(name, 63)
    : message(
        "'{0}' is not a valid name. Use lowercase letters, digits and '-', and start and end with a letter or digit.",
        name,
      );

/** The same; before Kubernetes 1.36 beginning with a letter (RFC 1035): Services. */
export const serviceName: NameFormat = (name, version) =>
  isAllowed('service-name-with-digit', version)
    ? labelName(name)
    : /^[a-z]([-a-z0-9]*[a-z0-9])?$/.test(name)
      ? tooLong(name, 63)
      : message(
          "'{0}' is not a valid Service name. Use lowercase letters, digits and '-', and start with a letter.",
          name,
        );

/** Labels with dots between them: most objects. */
export const subdomainName: NameFormat = (name) =>
  /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(name)
    ? tooLong(name, 253)
    : message(
        "'{0}' is not a valid name. Use lowercase letters, digits, '-' and '.', and start and end with a letter or digit.",
        name,
      );

/** The name that a pod has in itself: labels with dots, no longer than Linux allows. */
export const hostName: NameFormat = (name) => subdomainName(name) ?? tooLong(name, 64);

/** The name of a containerPort, and what refers to it. */
export const portName: NameFormat = (name) =>
  tooLong(name, 15) ??
  (/^[a-z0-9]+(-[a-z0-9]+)*$/.test(name)
    ? /[a-z]/.test(name)
      ? undefined
      : message("'{0}' is not a valid port name. It must contain at least one letter.", name)
    : message("'{0}' is not a valid port name. Use lowercase letters, digits and single '-' between them.", name));

/** A key in a ConfigMap or Secret, which is also a file name. */
export const contentKey: NameFormat = (key) =>
  !/^[-._a-zA-Z0-9]+$/.test(key)
    ? message("'{0}' is not a valid key. Use letters, digits, '-', '_' and '.'.", key)
    : /^\.\.?$|^\.\./.test(key)
      ? message("'{0}' is not a valid key. It must not be '.' or start with '..'.", key)
      : tooLong(key, 253);

/** The key of a label or annotation: a name, or a domain, `/` and a name. */
export const qualifiedName: NameFormat = (key) => {
  const [name = '', prefix, ...more] = key.split('/').toReversed();
  const isPrefixed = prefix === undefined || (subdomainName(prefix) === undefined && more.length === 0);
  return isPrefixed && isLabelText(name)
    ? tooLong(name, 63)
    : message(
        "'{0}' is not a valid key. Use letters, digits, '-', '_' and '.', with a domain and '/' before it if needed.",
        key,
      );
};

/** A finalizer has a domain, unless it is one of the server's. */
export const finalizerName: NameFormat = (name) =>
  qualifiedName(name) ??
  (name.includes('/') || ['foregroundDeletion', 'kubernetes', 'orphan'].includes(name)
    ? undefined
    : message("'{0}' is not a valid finalizer. It requires a domain and '/' before its name.", name));

export const labelValue: NameFormat = (value) =>
  value === '' || isLabelText(value)
    ? tooLong(value, 63)
    : message(
        "'{0}' is not a valid label value. Use letters, digits, '-', '_' and '.', and start and end with a letter or digit.",
        value,
      );

const isLabelText = (text: string): boolean => /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/.test(text);

/** The name of an environment variable; before Kubernetes 1.32 one that a shell can read, or with `-` and `.` in it. */
export const variableName: NameFormat = (name, version) =>
  !isAllowed('any-variable-name', version)
    ? shellName(name)
    : /^[ -<>-~]*$/.test(name)
      ? undefined
      : message("'{0}' is not a valid name of a variable. Use printable ASCII characters other than '='.", name);

const shellName: NameFormat = (name) =>
  /^(?!\.$|\.\.)[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(name)
    ? undefined
    : message(
        "'{0}' is not a valid variable name before Kubernetes {1}. Use letters, digits, '_', '-' and '.', no digit first.",
        name,
        allowedSince('any-variable-name'),
      );

/** What is one step of a path in a URL: roles, and objects of any kind. */
export const pathName: NameFormat = (name) =>
  name === '.' || name === '..' || /[/%]/.test(name)
    ? message("'{0}' is not a valid name. It must not be '.' or '..', or contain '/' or '%'.", name)
    : undefined;

/** The name in lowercase with `-` for all that does not fit, where that makes it valid. */
export function namesLike(name: string, format: NameFormat): readonly string[] {
  const like = name
    .trim()
    .toLowerCase()
    .replaceAll(/[^a-z0-9.]+/g, '-')
    .replace(/^-/, '')
    .replace(/-$/, '');
  return [like, like.replaceAll('.', '-')].filter((one) => one !== name && format(one) === undefined).slice(0, 1);
}
