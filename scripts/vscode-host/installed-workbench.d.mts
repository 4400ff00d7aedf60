import type { Page } from 'playwright-core';

export interface Workbench {
  readonly page: Page;
  /** A copy of the folder that was asked for. */
  readonly folder: string;
  close(): Promise<void>;
}

/** VS Code in a headless browser with the packed extension installed, on a copy of a folder, with workspace trust on. */
export function openInstalledWorkbench(options: {
  readonly workspace: string;
  readonly settings?: Readonly<Record<string, unknown>>;
}): Promise<Workbench>;
