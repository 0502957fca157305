import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
const names = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'];
const places = [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
];
/** A Chrome or Chromium that this machine has anyway; undefined without one. */
export function installedChrome(path = process.env['PATH'] ?? '') {
    const onPath = path.split(delimiter).filter((folder) => folder !== '').flatMap((folder) => names.map((name) => join(folder, name)));
    return [...onPath, ...places].find((file) => existsSync(file));
}
//# sourceMappingURL=installed-chrome.js.map