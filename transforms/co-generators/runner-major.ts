import type { FileContext } from '../../analysis/file-context.js';
import { moduleOf } from '../../analysis/module-binding.js';
import { walk } from '../../syntax/walk.js';

/**
 * The major version of a package: that of the range in package.json, or else what only one version can do.
 *
 * @param range such as `^4.6.0`; undefined when it is not known
 */
export function runnerMajor(context: FileContext, name: string, range: string | undefined): number | undefined {
  const majors = new Set(
    [...(range ?? '').matchAll(/(?:^|[\s|^~=v>])(\d+)(?=[.\sx*|-]|$)/g)].map(([, major]) => major),
  );
  if (majors.size === 1 && !/>|\*|^https?:|^git|\//.test(range!)) return Number([...majors][0]);
  return name === 'co' && range === undefined ? majorByUse(context) : undefined;
}

/** co 4 gives promises and has `wrap`; what co 3 gives is a function to call. */
function majorByUse(context: FileContext): number | undefined {
  const seen = new Set<number>();
  walk(context.file.ast, {
    enter(node, parent, key) {
      if (node.type !== 'CallExpression') return;
      const module = moduleOf(context, node.callee);
      if (module?.specifier !== 'co') return;
      if (module.member === 'wrap') seen.add(4);
      else if (parent?.type === 'CallExpression' && key === 'callee') seen.add(3);
      else if (parent?.type === 'MemberExpression' && key === 'object' && parent.property.type === 'Identifier')
        if (/^(?:then|catch|finally)$/.test(parent.property.name)) seen.add(4);
    },
  });
  return seen.size === 1 ? [...seen][0] : undefined;
}
