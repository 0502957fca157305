import type { Limit } from './intent.ts';

const gibibyteBytes = 1_073_741_824;

/** Without them one user fills the bucket, or serves a page of their own from the app's address. */
export const uploadLimits: readonly Limit[] = [
  {
    name: 'upload-size', check: 'upload-limits', severity: 'medium', by: ['owner'],
    when: { create: [`request.resource.size > ${gibibyteBytes}`] },
    words: 'upload files of more than a gibibyte',
    fix: 'add "request.resource.size < 10 * 1024 * 1024", with the size that you mean',
  },
  {
    name: 'upload-type', check: 'upload-limits', severity: 'low', by: ['owner'],
    when: { create: ["request.resource.contentType == 'text/html'"] },
    words: 'upload web pages and scripts',
    fix: 'add "request.resource.contentType.matches(\'image/.*\')", with the types that you mean',
  },
];
