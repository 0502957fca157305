// Written by `npm run catalog` from the files of this folder.
import { adminRole } from './admin-role.ts';
import { authentication } from './authentication.ts';
import { hardCodedIdentity } from './hard-coded-identity.ts';
import { noOpenAccess } from './no-open-access.ts';
import { ownership } from './ownership.ts';
import { personalData } from './personal-data.ts';
import { timeBomb } from './time-bomb.ts';
import { uploadLimits } from './upload-limits.ts';
import { version1Wildcard } from './version-1-wildcard.ts';

export const rulesChecks = {
  [adminRole.name]: adminRole,
  [authentication.name]: authentication,
  [hardCodedIdentity.name]: hardCodedIdentity,
  [noOpenAccess.name]: noOpenAccess,
  [ownership.name]: ownership,
  [personalData.name]: personalData,
  [timeBomb.name]: timeBomb,
  [uploadLimits.name]: uploadLimits,
  [version1Wildcard.name]: version1Wildcard,
} as const;
