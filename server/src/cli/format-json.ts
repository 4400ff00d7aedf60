import type { FoundDiagnostic } from './found-diagnostic.ts';

/** `{"diagnostics":[…]}` and a line break. */
export const formatJson = (diagnostics: readonly FoundDiagnostic[]): string => `${JSON.stringify({ diagnostics })}\n`;
