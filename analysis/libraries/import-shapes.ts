import type { ImportedName, ProjectFacts } from '../../core/index.js';
import type { ModuleGraph } from '../modules/module-graph.js';
import { WHOLE, type ExportedShape } from './exported-shapes.js';

interface FileShapes {
  readonly path: string;
  readonly shapes: Readonly<Record<string, ExportedShape>>;
}

/** Answers which value of a library an import of another file of the project gives. */
export function importShapes(facts: readonly FileShapes[], graph: ModuleGraph): ProjectFacts['importedShape'] {
  const shapes = new Map(facts.map((file) => [file.path, file.shapes]));
  return (path, { specifier, form, member }: ImportedName) => {
    const target = graph.resolve(path, specifier);
    const exported = target === undefined ? undefined : shapes.get(target);
    if (!exported) return undefined;
    if (member !== undefined) return exported[member];
    return form === 'require'
      ? exported[WHOLE]
      : form === 'default'
        ? (exported.default ?? exported[WHOLE])
        : undefined;
  };
}
