import { runProgram } from '../../testing/run-program.ts';

/** Lines of the product's documentation, as they are printed there. */
export const curlLines = {
  summary: 'curl https://functions/getSystemHealthSummary',
  dashboard: `curl https://functions/getMetricsDashboard -d '{"layer": "MOBILE", "timeRange": 60}'`,
} as const;

export interface CurlContext {
  /** Stands in for https://functions. */
  readonly url: string;
  /** Sent along as an Authorization header. */
  readonly token?: string;
}

/** Runs such a line in a shell, with the host substituted; answers the JSON that it prints. */
export async function runCurlLine(line: string, { url, token }: CurlContext): Promise<unknown> {
  const asked = line.replace('https://functions', url);
  if (!(await hasCurl())) return fetchInstead(asked, token);
  const header = token === undefined ? '' : ' -H "Authorization: Bearer $TOKEN"';
  const { stdout, stderr } = await runProgram('sh', ['-c', asked.replace(/^curl/, `curl -sS${header}`)], token === undefined ? {} : { TOKEN: token });
  return parse(stdout, stderr);
}

export async function hasCurl(): Promise<boolean> {
  return (await runProgram('curl', ['--version'])).code === 0;
}

/** The same request: `-d` posts, with the content type that curl gives it. */
async function fetchInstead(line: string, token: string | undefined): Promise<unknown> {
  const [, address = '', body] = /^curl (\S+)(?: -d '(.*)')?$/.exec(line) ?? [];
  const headers = { 'content-type': 'application/x-www-form-urlencoded', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) };
  const response = await fetch(address, { headers, ...(body === undefined ? {} : { method: 'POST', body }) });
  return parse(await response.text(), '');
}

function parse(text: string, complaint: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return `${text}${complaint}`;
  }
}
