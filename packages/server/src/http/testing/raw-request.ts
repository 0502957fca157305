import { connect } from 'node:net';
import type { Answered } from './expect-problem.ts';

/** Sends these very bytes and reads until the server hangs up. */
export async function rawRequest(port: number, bytes: string): Promise<Answered> {
  const socket = connect({ host: '127.0.0.1', port });
  socket.write(bytes);
  let text = '';
  for await (const chunk of socket.setEncoding('utf8')) text += String(chunk);
  const [head = '', body = ''] = text.split('\r\n\r\n', 2);
  const [line = '', ...fields] = head.split('\r\n');
  return { statusCode: Number(line.split(' ')[1]), headers: Object.fromEntries(fields.map((field) => [field.split(': ')[0]?.toLowerCase(), field.slice(field.indexOf(': ') + 2)])), body };
}
