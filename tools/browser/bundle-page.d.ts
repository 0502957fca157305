/** A page's program and all that it imports, React too, as one script. */
export declare function bundlePage(entry: string): Promise<string>;
//# sourceMappingURL=bundle-page.d.ts.map