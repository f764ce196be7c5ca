import assert from 'node:assert/strict';
import { transforms } from '../../transforms/registry.js';
import { runInProcess } from '../support/run-in-process.js';
import { TempProject } from '../support/temp-project.js';

const files = `import * as fs from 'fs';
type Done = (err: Error | null, text?: string) => void;
interface Store { get(key: string, cb: Done): void }
class Files implements Store {
  get(key: string, cb: Done): void {
    fs.readFile(key, 'utf8', (err, text) => {
      if (err) return cb(err);
      cb(null, text);
    });
  }
}
const store: Store = new Files();
function show(key: string, done: (err: Error | null) => void): void {
  store.get(key, (err, text) => {
    if (err) return done(err);
    console.log(text);
    done(null);
  });
}
show('a', (err) => { if (err) throw err; });
`;

describe('remarks about methods that types connect', () => {
  let project: TempProject;

  const check = async (sources: Readonly<Record<string, string>>): Promise<string> => {
    project = TempProject.committed({
      'package.json': '{ "private": true, "main": "main.js", "dependencies": { "coshift-shim": "*" } }\n',
      'tsconfig.json': '{ "compilerOptions": { "strict": true, "target": "es2022", "module": "commonjs" } }\n',
      ...sources,
    });
    return (await runInProcess(project.root, ['check', '-v'], { registry: transforms })).stdout;
  };

  afterEach(() => project.remove());

  it('count what goes together', async () => {
    assert.match(
      await check({ 'src/files.ts': files, 'main.js': '' }),
      /CS6209 member-callback-removed: `get` takes no callback any more: 1 method, 1 declaration and 1 call convert together/,
    );
  });

  it('name what stands in the way, and where', async () => {
    const other = 'exports.run = (store) => setImmediate(store.get, 1);\n';
    assert.match(
      await check({ 'src/files.ts': files, 'main.js': other }),
      /CS6210 member-keeps-callback: `get` keeps its callback \(1 method and 1 declaration belong together\): .* \(main\.js\)/,
    );
  });
});
