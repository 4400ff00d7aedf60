import { shownValue } from '../text/shown-text.ts';

/** A sentence with its arguments apart, so that it can be translated: `{0}` stands for the first argument. */
export interface Message {
  readonly template: string;
  readonly args: readonly MessageArg[];
}

/** Words of ours that are filled in (`a list`) are messages themselves, so that they are translated with the sentence. */
export type MessageArg = string | number | Message;

/** Gives a template in another language, with the same placeholders. */
export type Translate = (template: string) => string;

export const message = (template: string, ...args: readonly MessageArg[]): Message => ({ template, args });

/** Sentences one after another. */
export const sentences = (first: Message, ...others: readonly Message[]): Message =>
  others.reduce((before, next) => message('{0} {1}', before, next), first);

/** The sentence with its arguments as they are; English without a translation. */
export const formatMessage = (said: Message, translate: Translate = inEnglish): string =>
  filledIn(said, translate, (value) => value);

/** The sentence for people: on one line, with unprintable characters escaped and long values shortened. */
export const displayMessage = (said: Message, translate: Translate = inEnglish): string =>
  filledIn(said, translate, shownValue);

const inEnglish: Translate = (template) => template;

function filledIn({ template, args }: Message, translate: Translate, shown: (value: string) => string): string {
  const texts = args.map((arg) => {
    if (typeof arg === 'object') return filledIn(arg, translate, shown);
    return typeof arg === 'string' ? shown(arg) : String(arg);
  });
  return translate(template).replace(/\{(\d+)\}/g, (whole, index: string) => texts[Number(index)] ?? whole);
}
