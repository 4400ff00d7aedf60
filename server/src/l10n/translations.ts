import simplifiedChinese from '../../../l10n/server.zh-cn.json' with { type: 'json' };
import type { Translate } from '../analysis/index.ts';

/** The languages that the server speaks, as `--locale` takes them. */
export const locales = ['en', 'zh-cn'] as const;

/** The sentences of the server for an editor's language (`zh-cn`, `zh_CN.UTF-8`, `de`): English where there are no others. */
export const translationFor = (locale: string | undefined): Translate =>
  isSimplifiedChinese(locale ?? '') ? (template) => chinese[template] ?? template : (template) => template;

/** Chinese of other regions (`zh-tw`, `zh-hant`) is written with other characters. */
const isSimplifiedChinese = (locale: string): boolean => /^zh([-_](cn|sg|hans)\b.*|\..*)?$/i.test(locale);

const chinese: Readonly<Record<string, string | undefined>> = simplifiedChinese;
