import { rolldown } from 'rolldown';
/** A page's program and all that it imports, React too, as one script. */
export async function bundlePage(entry) {
    const built = await rolldown({
        input: entry,
        platform: 'browser',
        resolve: { conditionNames: ['@sora/source', 'import', 'module', 'browser', 'production', 'default'] },
        transform: { define: { 'process.env.NODE_ENV': '"production"' } },
        onLog: () => undefined,
    });
    const { output: [chunk] } = await built.generate({ format: 'iife', codeSplitting: false });
    await built.close();
    return chunk.code;
}
//# sourceMappingURL=bundle-page.js.map