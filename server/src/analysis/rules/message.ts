/** A sentence with its arguments apart, so that it can be translated: `{0}` stands for the first argument. */
export interface Message {
  readonly template: string;
  readonly args: readonly (string | number)[];
}

export const message = (template: string, ...args: readonly (string | number)[]): Message => ({ template, args });

/** The English sentence. */
export const formatMessage = ({ template, args }: Message): string =>
  template.replace(/\{(\d+)\}/g, (whole, index: string) => String(args[Number(index)] ?? whole));
