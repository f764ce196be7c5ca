import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { globSync } from 'tinyglobby';

const root = fileURLToPath(new URL('../../', import.meta.url));
const pages = globSync(['*.md', '{docs,messages,transforms,shim,examples}/**/*.md', 'fixtures/README.md'], {
  cwd: root,
  ignore: ['**/node_modules/**', '**/dist/**'],
  absolute: true,
});

/** Links of a page to files of the repository; what stands in code is no link. */
function localLinks(page: string): readonly string[] {
  const prose = readFileSync(page, 'utf8')
    .replaceAll(/^```[\s\S]*?^```/gm, '')
    .replaceAll(/`[^`\n]*`/g, '');
  return [...prose.matchAll(/\]\(([^)\s]+)\)/g)].map(([, target]) => target!).filter((target) => !/^\w+:/.test(target));
}

/** The anchors that GitHub gives to the headings of a page. */
function anchors(page: string): readonly string[] {
  const headings = readFileSync(page, 'utf8').matchAll(/^#+ (.+)$/gm);
  return [...headings].map(([, text]) =>
    text!
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

function broken(page: string, link: string): boolean {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? page : join(dirname(page), path);
  return !existsSync(target) || (anchor !== undefined && !anchors(target).includes(anchor));
}

describe('links of the documentation', () => {
  for (const page of pages) {
    it(`${relative(root, page)} leads to files and headings that are there`, () => {
      assert.deepEqual(
        localLinks(page).filter((link) => broken(page, link)),
        [],
      );
    });
  }
});
