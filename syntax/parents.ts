import type { Function as FunctionNode, Node, Statement } from '@babel/types';
import { isStatement } from '@babel/types';
import { isFunctionNode, walk } from './walk.js';

/** Where a node hangs: `parent[key]` or `parent[key][index]`. */
export interface ParentLink {
  readonly parent: Node;
  readonly key: string;
  readonly index: number | undefined;
}

/** The way up from any node of one tree. */
export interface ParentMap {
  get(node: Node): ParentLink | undefined;
  /** Parents from the nearest to the root. */
  ancestors(node: Node): Iterable<Node>;
  /** The nearest function around `node`, arrows included; never `node` itself. */
  enclosingFunction(node: Node): FunctionNode | undefined;
  /** The nearest statement at or above `node` that stands in a statement list or is a statement's body. */
  enclosingStatement(node: Node): Statement | undefined;
}

/** Records the parent of every node below `ast`. */
export function parentMap(ast: Node): ParentMap {
  const links = new WeakMap<Node, ParentLink>();
  walk(ast, {
    enter(node, parent, key, index) {
      if (parent) links.set(node, { parent, key, index });
    },
  });
  return new Links(links);
}

class Links implements ParentMap {
  constructor(private readonly links: WeakMap<Node, ParentLink>) {}

  get(node: Node): ParentLink | undefined {
    return this.links.get(node);
  }

  *ancestors(node: Node): Iterable<Node> {
    for (let link = this.links.get(node); link; link = this.links.get(link.parent)) yield link.parent;
  }

  enclosingFunction(node: Node): FunctionNode | undefined {
    for (const ancestor of this.ancestors(node)) if (isFunctionNode(ancestor)) return ancestor;
    return undefined;
  }

  enclosingStatement(node: Node): Statement | undefined {
    if (this.standsAlone(node)) return node as Statement;
    for (const ancestor of this.ancestors(node)) if (this.standsAlone(ancestor)) return ancestor as Statement;
    return undefined;
  }

  private standsAlone(node: Node): boolean {
    if (!isStatement(node)) return false;
    const link = this.links.get(node);
    // A declaration in a loop head is part of the loop; a function's own block is part of the function.
    if (!link || isFunctionNode(link.parent)) return false;
    return !(link.key === 'init' || link.key === 'left' || link.key === 'declaration');
  }
}
