import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { runCommand, tailOf } from './run-command.js';

const root = fileURLToPath(new URL('../../', import.meta.url));

/** What packages are converted with: the build of this checkout. */
export interface Toolkit {
  /** The command's main file. */
  readonly cli: string;
  /** Tarball of the shim, as it would be published. */
  readonly shim: string;
  /** Hash over both and what measures with them: results made with the same hash need not be made again. */
  readonly fingerprint: string;
}

/**
 * Packs the shim and finds the command.
 * @throws when nothing was built
 */
export async function prepareToolkit(cache: string): Promise<Toolkit> {
  const cli = path.join(root, 'dist/cli/main.js');
  if (!fs.existsSync(cli)) throw new Error('there is no build: run npm run build');
  const folder = path.join(cache, 'tools');
  fs.mkdirSync(folder, { recursive: true });
  const args = ['pack', '--json', '--ignore-scripts', '--workspace', 'shim', '--pack-destination', folder];
  const packed = await runCommand('npm', args, { cwd: root });
  if (packed.code !== 0) throw new Error(`the shim could not be packed: ${tailOf(packed)}`);
  const [{ filename }] = JSON.parse(packed.stdout) as [{ filename: string }];
  const built = [path.join(root, 'dist'), path.join(root, 'shim/dist'), path.join(root, 'messages')];
  const measuring = [path.join(root, 'corpus/run'), path.join(root, 'analysis/census')];
  return { cli, shim: path.join(folder, filename), fingerprint: hashOf([...built, ...measuring]) };
}

/** One hash over all files below some folders. */
function hashOf(folders: readonly string[]): string {
  const hash = crypto.createHash('sha256');
  for (const folder of folders) {
    const names = fs.readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
    for (const name of names) {
      const file = path.join(folder, name);
      if (fs.statSync(file).isFile()) hash.update(name).update(fs.readFileSync(file));
    }
  }
  return hash.digest('hex');
}
