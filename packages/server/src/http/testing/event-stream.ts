/** What a page hears on an event stream. */
export interface StreamReader {
  /** Waits for the next event. Undefined when the server has ended the stream. */
  next(): Promise<{ readonly event: string; readonly data: unknown } | undefined>;
  leave(): void;
}

export async function readEventStream(url: string, headers: Readonly<Record<string, string>>): Promise<StreamReader> {
  const controller = new AbortController();
  const { body } = await fetch(url, { headers, signal: controller.signal });
  const chunks = (body ?? new ReadableStream<Uint8Array<ArrayBuffer>>()).pipeThrough(new TextDecoderStream()).getReader();
  let text = '';
  const next: StreamReader['next'] = async () => {
    const end = text.indexOf('\n\n');
    if (end >= 0) {
      const match = /^event: (\w+)\ndata: (.*)$/.exec(text.slice(0, end));
      text = text.slice(end + 2);
      return match === null ? next() : { event: match[1] ?? '', data: JSON.parse(match[2] ?? '') as unknown };
    }
    const { done, value } = await chunks.read();
    if (done) return undefined;
    text += value;
    return next();
  };
  return { next, leave: () => controller.abort() };
}
