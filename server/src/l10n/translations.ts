import simplifiedChinese from '../../../l10n/server.zh-cn.json' with { type: 'json' };
import type { Translate } from '../analysis/index.ts';

/** The translation for the language of an editor (`zh-cn`, `zh_CN.UTF-8`, `de`). English if there is none. */
export const translationFor = (locale: string | undefined): Translate =>
  isSimplifiedChinese(locale ?? '') ? (template) => chinese.get(template) ?? template : (template) => template;

/** Chinese in other regions (`zh-tw`, `zh-hant`) uses other characters. */
const isSimplifiedChinese = (locale: string): boolean => /^zh([-_](cn|sg|hans)\b.*|\..*)?$/i.test(locale);

const chinese: ReadonlyMap<string, string> = new Map(Object.entries(simplifiedChinese));
