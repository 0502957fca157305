import { type SoraProcess } from './sora-process.ts';
/** A server for the users of an app, with an identity provider on this machine that knows everybody. */
export interface AppServer extends SoraProcess {
    /** What a real provider would give to the app of this user. */
    identityToken(userId: string): Promise<string>;
    /** Asks as the app's backend; answers the JSON. @throws {Error} when it is refused */
    backend<T>(path: string, body?: object, key?: string): Promise<T>;
    readonly ingestKey: string;
}
export declare function startAppServer(environment?: Readonly<Record<string, string>>): Promise<AppServer>;
//# sourceMappingURL=app-server.d.ts.map