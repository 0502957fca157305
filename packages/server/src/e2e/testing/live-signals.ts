/** What a page hears on the live stream, as it comes. */
export interface LiveSignals {
  readonly heard: readonly { readonly event: string; readonly data: unknown }[];
  close(): void;
}

export async function listenLive(url: string, token: string): Promise<LiveSignals> {
  const ending = new AbortController();
  const response = await fetch(new URL('/streamLive', url), { headers: { authorization: `Bearer ${token}` }, signal: ending.signal });
  if (response.body === null || !response.ok) throw new Error(`/streamLive answered ${response.status}`);
  const heard: { event: string; data: unknown }[] = [];
  void read(response.body, heard).catch(() => undefined);
  return { heard, close: () => ending.abort() };
}

async function read(body: ReadableStream<Uint8Array>, heard: { event: string; data: unknown }[]): Promise<void> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of body) {
    const blocks = (rest + decoder.decode(chunk, { stream: true })).split('\n\n');
    rest = blocks.pop() ?? '';
    for (const block of blocks) {
      const [, event, data] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? [];
      if (event !== undefined && data !== undefined) heard.push({ event, data: JSON.parse(data) });
    }
  }
}
