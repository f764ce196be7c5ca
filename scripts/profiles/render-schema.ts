import { z } from 'zod';
import { profileSchema } from '../../runner/profiles/profile-schema.js';

/** The text of `profiles/schema.json`. */
export function renderSchema(): string {
  return `${JSON.stringify(z.toJSONSchema(profileSchema, { io: 'input' }), null, 2)}\n`;
}
