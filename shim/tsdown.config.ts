import { defineConfig } from 'tsdown';
import { entries } from './build/entries.ts';
import { reportSizes } from './build/report-sizes.ts';
import { writeEsmWrappers } from './build/write-esm-wrappers.ts';
import { writeOldTypes } from './build/write-old-types.ts';

const shared = {
  entry: entries,
  format: 'cjs',
  target: 'es2018',
  platform: 'neutral',
  logLevel: 'warn',
  outputOptions: { strict: true },
  checks: { legacyCjs: false },
} as const;

// One CommonJS body holds all state; the ES modules only re-export it, so both styles of a program share one copy.
export default defineConfig([
  {
    ...shared,
    dts: true,
    clean: true,
    hooks: {
      'build:done': async ({ options, chunks }) => {
        await writeEsmWrappers(options.outDir, chunks);
        await writeOldTypes(options.outDir, chunks);
      },
    },
  },
  {
    ...shared,
    dts: false,
    clean: false,
    write: false,
    minify: true,
    report: false,
    hooks: { 'build:done': ({ chunks }) => reportSizes(chunks) },
  },
]);
