import { shownValue } from '../text/shown-text.ts';

/** A sentence with its arguments apart, so that it can be translated: `{0}` stands for the first argument. */
export interface Message {
  readonly template: string;
  readonly args: readonly (string | number)[];
}

export const message = (template: string, ...args: readonly (string | number)[]): Message => ({ template, args });

/** The English sentence, with its arguments as they are. */
export const formatMessage = ({ template, args }: Message): string =>
  template.replace(/\{(\d+)\}/g, (whole, index: string) => String(args[Number(index)] ?? whole));

/** The English sentence for people: on one line, with unprintable characters escaped and long values shortened. */
export const displayMessage = ({ template, args }: Message): string =>
  formatMessage({ template, args: args.map((arg) => (typeof arg === 'string' ? shownValue(arg) : arg)) });
