/** A Chrome or Chromium that this machine has anyway; undefined without one. */
export declare function installedChrome(path?: string): string | undefined;
//# sourceMappingURL=installed-chrome.d.ts.map