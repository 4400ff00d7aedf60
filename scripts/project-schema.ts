// The JSON schema of the project file, made from its keys and the rules.
import { allRules } from '../server/src/analysis/rules/all-rules.ts';
import { formatMessage } from '../server/src/analysis/rules/message.ts';
import {
  type ProjectKeyName,
  projectFileName,
  projectKeys,
  severityNames,
} from '../server/src/analysis/workspace/project/project-keys.ts';

/** The text of schemas/project.schema.json. */
export function projectSchema(): string {
  const properties = Object.fromEntries(
    projectKeys.map(({ name, says }) => [name, { description: formatMessage(says), ...schemas[name] }]),
  );
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    title: `Envoy Sidecar (${projectFileName})`,
    type: 'object',
    additionalProperties: false,
    properties,
    definitions: {
      severity: { enum: severityNames },
      version: { type: ['string', 'number'], pattern: '^v?\\d+\\.\\d+(\\.\\d+)?$' },
      port: { type: 'integer', minimum: 1, maximum: 65_535 },
    },
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

const severity = { $ref: '#/definitions/severity' };
const version = { $ref: '#/definitions/version' };
const kubernetes = { type: ['string', 'number'], pattern: '^v?\\d+\\.\\d+(\\.\\d+)?([-+].*)?$' };
const port = { $ref: '#/definitions/port' };
const areas = [...new Set(allRules.map(({ code }) => code.split('/')[0]))];

const schemas: Readonly<Record<ProjectKeyName, object>> = {
  rules: {
    type: 'object',
    properties: Object.fromEntries([
      ...areas.map((area) => [`${area}/*`, severity]),
      ...allRules.map(({ code, summary }) => [code, { description: summary, ...severity }]),
    ]),
    // Codes of earlier versions still work.
    additionalProperties: severity,
  },
  ignore: { type: 'array', items: { type: 'string', minLength: 1 } },
  envoyImages: { type: 'array', items: { type: 'string', minLength: 1 } },
  envoyVersion: { anyOf: [version, { type: 'object', additionalProperties: version }] },
  kubernetesVersion: {
    anyOf: [kubernetes, { type: 'object', additionalProperties: kubernetes }],
  },
  appPorts: {
    type: 'object',
    additionalProperties: { anyOf: [port, { type: 'array', items: port, minItems: 1 }] },
  },
};
