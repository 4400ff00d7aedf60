export function releasedChangelog(changelog: string, version: string, date: string): string;
export function isLater(version: string, than: string): boolean;
