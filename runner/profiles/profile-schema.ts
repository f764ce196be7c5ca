import { z } from 'zod';
import type { LibraryProfile } from '../../core/index.js';

const promise = z
  .discriminatedUnion('via', [
    z.strictObject({ via: z.literal('omit-callback') }).describe('The same call without its callback.'),
    z
      .strictObject({ via: z.literal('method'), name: z.string() })
      .describe(
        'The same call without its callback, and a method of what that returns: `s3.getObject(params).promise()`.',
      ),
    z.strictObject({ via: z.literal('member'), name: z.string() }).describe('Another member of the same object.'),
  ])
  .describe('The call that gives a promise of the first value. Missing: only the shim can await the function.');

const fn = z.strictObject({
  callback: z
    .union([z.literal('last'), z.literal('none'), z.array(z.int().nonnegative()).readonly()])
    .describe(
      '`last`, the indexes at which the callback may stand, or `none`: no function among its arguments completes it.',
    ),
  convention: z
    .enum(['error-first', 'value', 'timer'])
    .optional()
    .describe(
      '`error-first` when missing; `timer`: it does nothing but call its callback later, with the arguments behind it.',
    ),
  values: z.array(z.string()).readonly().optional().describe('Names of the values after the error.'),
  valueShapes: z.record(z.string(), z.string()).optional().describe('Shapes of these values, by their names.'),
  promise: promise.optional(),
  completes: z
    .enum(['later', 'maybe-at-once'])
    .optional()
    .describe("`later`: never before the call has returned. Missing: later as a rule, as Node's convention wants it."),
  this: z.array(z.string()).readonly().optional().describe('What the callback finds in its `this`.'),
  gives: z.string().optional().describe('Shape of what the call returns.'),
});

const shape = z.strictObject({
  call: fn.optional().describe('Set when the value itself can be called.'),
  new: z.string().optional().describe('The shape of what `new` makes of it.'),
  members: z.record(z.string(), z.union([fn, z.strictObject({ is: z.string() })])).optional(),
  others: fn.optional().describe('What holds for methods that `members` does not name.'),
});

const testRunner = z.strictObject({
  functions: z.array(z.string()).readonly().describe('The functions that take a test or a hook.'),
  globals: z.boolean().describe('Whether these are globals.'),
  ends: z
    .discriminatedUnion('by', [
      z.strictObject({ by: z.literal('callback'), at: z.int().nonnegative() }),
      z.strictObject({ by: z.literal('handle') }),
    ])
    .describe(
      'How a test says that it is over: by a parameter at the index `at`, or by methods of an object that it gets.',
    ),
  awaits: z.literal(false).optional().describe('Set when no version waits for the promise of a test.'),
});

const middleware = z.strictObject({
  on: z.string().describe('The shape whose methods register handlers.'),
  registering: z.array(z.string()).readonly().describe('These methods.'),
  next: z
    .int()
    .nonnegative()
    .describe('Index of `next` among the parameters; handlers of errors have one parameter more in front.'),
  rejection: z
    .enum(['passed-to-next', 'unhandled'])
    .describe('What happens when a handler returns a promise that rejects.'),
});

/** What a profile may say. `profiles/schema.json` is made from it. */
export const profileSchema = z
  .strictObject({
    $schema: z.string().optional(),
    name: z.string().min(1).describe('Name of the package whose version decides.'),
    modules: z.array(z.string().min(1)).min(1).readonly().describe('By which names it is required or imported.'),
    parts: z
      .record(z.string(), z.string())
      .optional()
      .describe('Names of modules that give a part of it, and the shape of that.'),
    versions: z
      .string()
      .optional()
      .describe('The versions for which the claims hold, as a semver range; missing: every version.'),
    source: z.string().min(1).describe('Where the claims come from.'),
    callbacksRemovedIn: z
      .string()
      .optional()
      .describe('The version since which its functions take no callback any more.'),
    shapes: z
      .record(z.string(), shape)
      .optional()
      .describe('What its values offer, by name; `module` is what `require` gives.'),
    testRunner: testRunner.optional(),
    middleware: middleware.optional(),
  })
  .describe('What coshift has to know of a package that takes callbacks. docs/profiles.md explains it.');

/** The type of the schema and that of the program are the same. */
export type ParsedProfile = Omit<z.infer<typeof profileSchema>, '$schema'>;
export const asProfile = (parsed: ParsedProfile): LibraryProfile => parsed;
