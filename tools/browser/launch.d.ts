import { type Browser } from 'playwright-core';
/**
 * A headless Chromium for tests and screenshots: the installed one, else the npm package's.
 * @throws {Error} when none starts within a minute, or it is too old for what the dashboard uses
 */
export declare function launchBrowser(): Promise<Browser>;
//# sourceMappingURL=launch.d.ts.map