import { shownValue } from '../text/shown-text.ts';

/** A sentence with separate arguments, so that it can be translated: `{0}` is the first argument. */
export interface Message {
  readonly template: string;
  readonly args: readonly MessageArg[];
}

/** Inserted words (`a list`) are messages themselves, so that they are translated with the sentence. */
export type MessageArg = string | number | Message;

/** Translates a template; the placeholders are the same. */
export type Translate = (template: string) => string;

/** Words for display: ours, which are translated, or a name of the user or an API, which stays as it is. */
export type Words = string | Message;

export const message = (template: string, ...args: readonly MessageArg[]): Message => ({ template, args });

/** Several sentences in a row. */
export const sentences = (first: Message, ...others: readonly Message[]): Message =>
  others.reduce((before, next) => message('{0} {1}', before, next), first);

/** The sentence with unchanged arguments. English without a translation. */
export const formatMessage = (said: Message, translate: Translate = inEnglish): string =>
  filledIn(said, translate, (value) => value);

/** The sentence for display: on one line, with unprintable characters escaped and long values shortened. */
export const displayMessage = (said: Message, translate: Translate = inEnglish): string =>
  filledIn(said, translate, shownValue);

/** Words for display, like a message. */
export const displayWords = (words: Words, translate: Translate = inEnglish): string =>
  typeof words === 'string' ? words : displayMessage(words, translate);

const inEnglish: Translate = (template) => template;

function filledIn({ template, args }: Message, translate: Translate, shown: (value: string) => string): string {
  const texts = args.map((arg) => {
    if (typeof arg === 'object') return filledIn(arg, translate, shown);
    return typeof arg === 'string' ? shown(arg) : String(arg);
  });
  return translate(template).replace(/\{(\d+)\}/g, (whole, index: string) => texts[Number(index)] ?? whole);
}
