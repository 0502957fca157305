/** A server for a browser: on one address for as long as the test lives, on a database of the test run's PostgreSQL. */
export interface SoraProcess {
    readonly url: string;
    /** What `sora …` prints when it is run beside this server. */
    command(...words: readonly string[]): Promise<string>;
    /** Changes the database past the server, as somebody with all rights could. */
    sql(statements: string): Promise<void>;
    /** Starts it again after a kill. */
    start(): Promise<void>;
    /** kill -9: no goodbye. */
    kill(): Promise<void>;
    /** Ends it cleanly and removes its folder and database. */
    close(): Promise<void>;
}
/** @param environment settings beside those of every test */
export declare function startSoraProcess(environment?: Readonly<Record<string, string>>): Promise<SoraProcess>;
//# sourceMappingURL=sora-process.d.ts.map