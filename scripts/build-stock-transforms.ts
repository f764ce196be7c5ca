/**
 * Writes the files that `jscodeshift -t $(coshift path NAME)` loads, one for each transform of the registry, beside the
 * compiled modules. Part of `npm run build`.
 */
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { transforms } from '../transforms/registry.js';
import { stockTransformText } from './stock-transform-text.js';

const folder = new URL('../dist/transforms/stock/', import.meta.url);

rmSync(folder, { recursive: true, force: true });
mkdirSync(folder, { recursive: true });
for (const { name } of transforms) writeFileSync(new URL(`${name}.cjs`, folder), stockTransformText(name));
