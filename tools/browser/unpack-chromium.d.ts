export interface UnpackedChromium {
    readonly executablePath: string;
    /** What the process needs in its environment: libraries that a bare image lacks. */
    readonly env: Readonly<Record<string, string>>;
}
/**
 * The Chromium of the npm package, unpacked once per version and user (1.6 s, 209 MB).
 * The package's own unpacking takes whatever lies in the shared temporary folder, also another version's binary;
 * this folder carries the version in its name and appears by one rename, complete or not at all.
 */
export declare function unpackChromium(): Promise<UnpackedChromium>;
//# sourceMappingURL=unpack-chromium.d.ts.map