import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const folder = path.join(import.meta.dirname, 'types');

describe('types of the shim', () => {
  it('are what test/shim/types says', function () {
    this.timeout(60_000);
    const files = readdirSync(folder)
      .filter((name) => name.endsWith('.ts'))
      .map((name) => path.join(folder, name));
    assert.ok(files.length > 1);
    const program = ts.createProgram(files, { ...rootOptions(), noEmit: true });
    assert.equal(report(ts.getPreEmitDiagnostics(program)), '');
  });
});

function rootOptions(): ts.CompilerOptions {
  const config = ts.getParsedCommandLineOfConfigFile(
    path.join(import.meta.dirname, '../../tsconfig.json'),
    {},
    { ...ts.sys, onUnRecoverableConfigFileDiagnostic: (problem) => assert.fail(report([problem])) },
  );
  assert.ok(config);
  return config.options;
}

function report(problems: readonly ts.Diagnostic[]): string {
  return ts.formatDiagnostics(problems, {
    getCanonicalFileName: (name) => name,
    getCurrentDirectory: () => import.meta.dirname,
    getNewLine: () => '\n',
  });
}
