import { type BrowserContext, type Page } from 'playwright-core';
/** A Chromium with a profile of its own that outlives it. */
export interface KillableBrowser extends AsyncDisposable {
    /** Of the site, as a server has to know it. */
    readonly origin: string;
    /** Starts it, with the profile of the last time. */
    start(): Promise<RunningBrowser>;
}
export interface RunningBrowser {
    readonly context: BrowserContext;
    /** A page of the site, with the script run; again after each reload. @param query such as `?a=1` */
    open(query?: string): Promise<Page>;
    /** SIGKILL to all of its processes. */
    kill(): Promise<void>;
}
/** @param script what each page runs, as a classic script */
export declare function killableBrowser(script: string): Promise<KillableBrowser>;
//# sourceMappingURL=killable.d.ts.map