import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { kinds } from './pending-kinds.js';
import { align } from './table.js';

const script = fileURLToPath(new URL('./pending.js', import.meta.url));
const targets = { native: 0.46, callbacks: 3.6, bytes: 350 };

/** Bytes per suspended function at 100,000, as text; each kind in a process of its own. */
export function memory() {
  const bytes = Object.fromEntries(
    Object.keys(kinds).map((kind) => [
      kind,
      Number(
        execFileSync(process.execPath, ['--expose-gc', script, kind], {
          encoding: 'utf8',
          stdio: ['ignore', 'pipe', 'ignore'],
        }),
      ),
    ]),
  );
  const rows = Object.entries(bytes).map(([kind, own]) => {
    const target = kind === 'shim Task' || kind === 'shim Future' ? targets : {};
    return [
      kind,
      String(own),
      judge(own, target.bytes),
      (own / bytes.native).toFixed(2),
      judge(own / bytes.native, target.native),
      (own / bytes.callbacks).toFixed(2),
      judge(own / bytes.callbacks, target.callbacks),
    ];
  });
  const head = ['', 'bytes', 'target', '× native', 'target', '× callbacks', 'target'];
  return ['g: memory per suspended function, 100,000 of them', ...align([head, ...rows])].join('\n') + '\n';
}

function judge(value, target) {
  return target === undefined ? '' : `≤ ${target} ${value <= target ? 'ok' : 'MISSED'}`;
}
