import type { IfStatement, Statement } from '@babel/types';
import { spanOf, type Item } from '../../items.js';
import { flowOfBranch } from '../errors/error-tests.js';
import type { Host } from '../names/host.js';
import { planStatement } from './plan-statement.js';
import { blockList, replace, type Ends, type Flow, type Region } from '../regions/region.js';
import { listItems } from './statement-items.js';

/** Both branches complete the function; what follows is not reached. */
export function planConditional(
  region: Region,
  statement: Statement,
  { test, consequent, alternate }: IfStatement,
  tail: boolean,
  flow: Flow,
  host: Host,
): Ends {
  const items = (part: Statement, which: 'then' | 'else'): Item[] => {
    planStatement(region, part, tail, flowOfBranch(region, test, flow, which), host);
    return listItems(region, blockList(part));
  };
  const clause = { head: ['if (', spanOf(test), ')'], body: items(consequent, 'then') };
  replace(region, statement, [{ kind: 'braced', clauses: [clause], end: [] }, ...items(alternate!, 'else')]);
  return 'always';
}
