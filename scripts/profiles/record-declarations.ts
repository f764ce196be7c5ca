/**
 * Records what packages declare about the functions that their profiles speak of, for test/profiles/declared.test.ts. It
 * fetches each package with `npm pack`.
 *
 *     npx tsx scripts/profiles/record-declarations.ts
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import ts from 'typescript';
import { builtinProfiles } from '../../analysis/profiles/libraries.generated.js';
import { declaredMembers, type DeclaredMembers } from './declared-members.js';
import { recordedTypes, type RecordedTypes } from './recorded-types.js';

function record(target: RecordedTypes): void {
  const folder = mkdtempSync(join(tmpdir(), 'coshift-declared-'));
  try {
    const [name] = execFileSync('npm', ['pack', '--silent', target.package], { cwd: folder, encoding: 'utf8' })
      .trim()
      .split('\n')
      .slice(-1);
    execFileSync('tar', ['xzf', name!], { cwd: folder });
    const [unpacked] = readdirSync(folder).filter((entry) => !entry.endsWith('.tgz'));
    const files = target.files.map((file) => parse(join(folder, unpacked!, file)));
    const shapes = Object.entries(target.shapes).map(([shape, types]) => {
      const all = declaredMembers(files, types);
      return [shape, target.all?.includes(shape) ? all : only(all, namesOf(target.profile, shape))];
    });
    const recorded = { package: target.package, shapes: Object.fromEntries(shapes) as Record<string, DeclaredMembers> };
    const file = new URL(`../../test/profiles/declared/${target.profile}.json`, import.meta.url);
    writeFileSync(file, `${JSON.stringify(recorded, null, 2)}\n`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const parse = (path: string): ts.SourceFile =>
  ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest, true);

/** The members of which a profile claims something, and what their promises are had by. */
function namesOf(profile: string, shape: string): ReadonlySet<string> {
  const { members = {}, call } = builtinProfiles.find(({ name }) => name === profile)?.shapes?.[shape] ?? {};
  const promises = Object.values(members).flatMap((member) =>
    'promise' in member && member.promise?.via === 'member' ? [member.promise.name] : [],
  );
  return new Set([...Object.keys(members), ...promises, ...(call ? ['()'] : [])]);
}

const only = (members: DeclaredMembers, names: ReadonlySet<string>): DeclaredMembers =>
  Object.fromEntries(Object.entries(members).filter(([name]) => names.has(name)));

for (const target of recordedTypes) record(target);
