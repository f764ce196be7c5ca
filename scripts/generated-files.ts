import { readCases } from './cases/read-cases.js';
import { renderCases } from './cases/render-cases.js';
import { readMessages } from './messages/read-messages.js';
import { renderModule } from './messages/render-module.js';
import { renderPage } from './messages/render-page.js';
import { renderProfiles } from './profiles/render-profiles.js';
import { renderSchema } from './profiles/render-schema.js';
import { renderIndex } from './render-index.js';

/** A file whose text follows from other files of the repository. */
export interface GeneratedFile {
  /** From the root of the repository. */
  readonly path: string;
  readonly text: string;
}

/**
 * What the generated files should hold. The table of Node's callback functions has a script of its own, because it
 * needs a type checker and is only made anew for a new version of `@types/node`.
 *
 * @param root folder of the repository, ending with a slash
 */
export function generatedFiles(root: URL): readonly GeneratedFile[] {
  const messages = readMessages(new URL('messages/', root));
  return [
    { path: 'core/messages.generated.ts', text: renderModule(messages.messages) },
    { path: 'docs/diagnostics.md', text: renderPage(messages) },
    { path: 'docs/cases.md', text: renderCases(readCases(new URL('fixtures/', root)), messages.messages) },
    { path: 'profiles/schema.json', text: renderSchema() },
    { path: 'analysis/profiles/libraries.generated.ts', text: renderProfiles(new URL('profiles/', root)) },
    { path: 'docs/README.md', text: renderIndex(new URL('docs/', root)) },
  ];
}
