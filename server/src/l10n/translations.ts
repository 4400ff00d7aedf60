import simplifiedChinese from '../../../l10n/server.zh-cn.json' with { type: 'json' };
import type { Translate } from '../analysis/index.ts';

/** The sentences of the server for an editor's language (`zh-cn`, `zh_CN.UTF-8`, `de`): English where there are no others. */
export const translationFor = (locale: string | undefined): Translate =>
  isSimplifiedChinese(locale ?? '') ? (template) => chinese.get(template) ?? template : (template) => template;

/** Chinese of other regions (`zh-tw`, `zh-hant`) is written with other characters. */
const isSimplifiedChinese = (locale: string): boolean => /^zh([-_](cn|sg|hans)\b.*|\..*)?$/i.test(locale);

const chinese: ReadonlyMap<string, string> = new Map(Object.entries(simplifiedChinese));
