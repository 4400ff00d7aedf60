import { type Document, parseAllDocuments } from 'yaml';
import { joinFlow } from './join-flow.ts';

/** Longer texts, in UTF-16 units, are not read a second time. */
const MAX_JOINED = 1_000_000;

/** Reads what Envoy and the API server read, which is a little more than the library does. */
export function readDocuments(text: string): readonly Document.Parsed[] {
  const documents = libraryDocuments(text);
  const count = documents.flatMap(libraryErrors).length;
  const joined = count > 0 && text.length < MAX_JOINED ? joinFlow(text) : undefined;
  if (joined === undefined) return documents;
  const again = libraryDocuments(joined);
  return again.flatMap(libraryErrors).length < count ? again : documents;
}

function libraryDocuments(text: string): readonly Document.Parsed[] {
  // Scalars stay text (failsafe): what they mean is the business of the models. Duplicate keys and merge keys are rules' business.
  const documents = parseAllDocuments(text, {
    schema: 'failsafe',
    uniqueKeys: false,
    merge: false,
    prettyErrors: false,
    logLevel: 'silent',
    stringKeys: false,
  });
  return 'empty' in documents ? [] : documents;
}

/** What the library says against a document; both loaders take `"text"#comment`. */
export const libraryErrors = ({ errors }: Document.Parsed): Document.Parsed['errors'] =>
  errors.filter(({ message }) => !message.startsWith('Comments must be separated'));
