import { VISITOR_KEYS, type Function as FunctionNode, type Node } from '@babel/types';

export interface Visitor {
  /** Called before the children; the answer `'skip'` leaves them out (`leave` is still called). */
  enter?(node: Node, parent: Node | null, key: string, index: number | undefined): unknown;
  leave?(node: Node, parent: Node | null, key: string, index: number | undefined): void;
}

interface Child {
  readonly node: Node;
  readonly key: string;
  readonly index: number | undefined;
}

interface Shape {
  readonly keys: readonly string[];
  /** When the keys do not follow the source. */
  readonly unordered?: 'always' | 'decorated';
}

const UNORDERED = new Map<string, 'always' | 'decorated'>([
  ['TemplateLiteral', 'always'],
  ['TSTemplateLiteralType', 'always'],
  ['ObjectTypeAnnotation', 'always'],
  ['ObjectProperty', 'decorated'],
  ['Identifier', 'decorated'],
  ['AssignmentPattern', 'decorated'],
  ['RestElement', 'decorated'],
]);

const NO_SHAPE: Shape = { keys: [] };

// One look-up for each node: trees are walked often.
const SHAPES = new Map<string, Shape>(
  Object.entries(VISITOR_KEYS).map(([type, keys]) => [type, { keys, unordered: UNORDERED.get(type) }]),
);

const shapeOf = (node: Node): Shape => SHAPES.get(node.type) ?? NO_SHAPE;

const isUnordered = (node: Node, { unordered }: Shape): boolean =>
  unordered !== undefined && (unordered === 'always' || ('decorators' in node && (node.decorators?.length ?? 0) > 0));

/** The child nodes of `node` in source order. */
export function* childNodes(node: Node): Iterable<Node> {
  for (const child of childrenOf(node)) yield child.node;
}

/** Visits `node` and everything below it, in source order. The parent of the root is `null`. */
export function walk(node: Node, visitor: Visitor): void {
  visit(node, null, '', undefined, visitor);
}

/**
 * Visits what runs as part of one call of `fn`: its parameters and body. Nested functions, field values and static
 * blocks of classes are entered, their insides skipped.
 */
export function walkFunctionBody(fn: FunctionNode, visitor: Visitor): void {
  const own: Visitor = {
    enter(node, parent, key, index) {
      const answer = visitor.enter?.(node, parent, key, index);
      if (!runsOnItsOwn(node, parent, key)) return answer;
      // The computed key of a method is evaluated where the method is defined.
      if (answer !== 'skip' && 'computed' in node && node.computed && 'key' in node) {
        visit(node.key, node, 'key', undefined, own);
      }
      return 'skip';
    },
    leave: (node, parent, key, index) => visitor.leave?.(node, parent, key, index),
  };
  for (const child of childrenOf(fn)) {
    if (child.key === 'params' || child.key === 'body') visit(child.node, fn, child.key, child.index, own);
  }
}

/** The first node, `root` or below it, that passes a test. */
export function findNode<Found extends Node>(root: Node, test: (node: Node) => node is Found): Found | undefined;
export function findNode(root: Node, test: (node: Node) => boolean): Node | undefined;
export function findNode(root: Node, test: (node: Node) => boolean): Node | undefined {
  return search(root, test, false);
}

/** The same among what runs when `root` does: functions in it are left out. */
export function findOwn<Found extends Node>(root: Node, test: (node: Node) => node is Found): Found | undefined;
export function findOwn(root: Node, test: (node: Node) => boolean): Node | undefined;
export function findOwn(root: Node, test: (node: Node) => boolean): Node | undefined {
  return search(root, test, true);
}

/** Functions, and those parts of a class that are functions in all but syntax. */
export function runsOnItsOwn(node: Node, parent: Node | null, key: string): boolean {
  return isFunctionNode(node) || node.type === 'StaticBlock' || isFieldValue(parent, key);
}

/** True for the place of a class field's value, where `this` is the new object. */
export function isFieldValue(parent: Node | null, key: string): boolean {
  return key === 'value' && parent !== null && FIELD.test(parent.type);
}

const FIELD = /^Class(?:Private|Accessor)?Property$/;

const FUNCTION_TYPES = new Set([
  'FunctionDeclaration',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ObjectMethod',
  'ClassMethod',
  'ClassPrivateMethod',
]);

export function isFunctionNode(node: Node | null | undefined): node is FunctionNode {
  return node != null && FUNCTION_TYPES.has(node.type);
}

function visit(node: Node, parent: Node | null, key: string, index: number | undefined, visitor: Visitor): void {
  if (visitor.enter?.(node, parent, key, index) !== 'skip') {
    const shape = shapeOf(node);
    if (isUnordered(node, shape)) visitSorted(node, visitor);
    else visitByKeys(node, shape, visitor);
  }
  visitor.leave?.(node, parent, key, index);
}

function visitByKeys(node: Node, { keys }: Shape, visitor: Visitor): void {
  for (const key of keys) {
    const value = (node as unknown as Record<string, unknown>)[key];
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index++) {
        if (value[index]) visit(value[index] as Node, node, key, index, visitor);
      }
    } else if (value) {
      visit(value as Node, node, key, undefined, visitor);
    }
  }
}

function visitSorted(node: Node, visitor: Visitor): void {
  for (const child of childrenOf(node)) visit(child.node, node, child.key, child.index, visitor);
}

function search(node: Node, test: (node: Node) => boolean, own: boolean): Node | undefined {
  if (own && isFunctionNode(node)) return undefined;
  if (test(node)) return node;
  const shape = shapeOf(node);
  if (isUnordered(node, shape)) {
    const children = childrenOf(node).map((child) => child.node);
    return searchAll(children, test, own);
  }
  for (const key of shape.keys) {
    const value = (node as unknown as Record<string, Node | readonly (Node | null)[] | null>)[key];
    if (!value) continue;
    const found = value instanceof Array ? searchAll(value, test, own) : search(value, test, own);
    if (found) return found;
  }
  return undefined;
}

function searchAll(nodes: readonly (Node | null)[], test: (node: Node) => boolean, own: boolean): Node | undefined {
  for (const node of nodes) {
    const found = node ? search(node, test, own) : undefined;
    if (found) return found;
  }
  return undefined;
}

function childrenOf(node: Node): Child[] {
  const children: Child[] = [];
  const shape = shapeOf(node);
  for (const key of shape.keys) {
    const value = (node as unknown as Record<string, unknown>)[key];
    if (Array.isArray(value)) {
      value.forEach((item: Node | null, index) => item && children.push({ node: item, key, index }));
    } else if (value) {
      children.push({ node: value as Node, key, index: undefined });
    }
  }
  if (isUnordered(node, shape)) children.sort((a, b) => a.node.start! - b.node.start!);
  return children;
}
