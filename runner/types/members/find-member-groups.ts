import type ts from 'typescript';
import { isTestFile } from '../../../analysis/test-file.js';
import type { FunctionRef } from '../../../analysis/modules/function-ref.js';
import type { CallbackBlocker } from '../../../core/index.js';
import { callbackValues } from './callback-values.js';
import { handedOut, type HandedOut } from './handed-out.js';
import type { DeclaredMember, MemberCall, MemberGroup } from './member-group.js';
import { isMemberDeclaration, mentionsOf } from './mentions.js';
import type { TypedProgram } from './program.js';
import { isHidden, publicMembers, type PublicMembers } from './public-members.js';
import { MultiMap } from '../../../core/multi-map.js';

interface Asked {
  /** The methods that could lose their callbacks. */
  readonly refs: readonly FunctionRef[];
  /** The entry points of the packages. */
  readonly entries: readonly ts.SourceFile[];
  /** Files of the project that the compiler does not read, with their texts. */
  readonly unread: ReadonlyMap<string, string>;
}

/**
 * Joins methods that types connect: those that implement the same member of an interface or a class, and all calls of it. What
 * has a member of the same name belongs together, since TypeScript takes one for the other wherever their types fit; a
 * private member belongs to its class alone.
 */
export function findMemberGroups(program: TypedProgram, { refs, entries, unread }: Asked): readonly MemberGroup[] {
  const methods = refs.flatMap((ref) => methodAt(program, ref) ?? []);
  const names = new Set(methods.map(({ name }) => nameText(name)));
  if (names.size === 0) return [];
  const mentions = mentionsOf(program, names);
  const shared: Shared = {
    program,
    handed: handedOut(program, names),
    surface: publicMembers(program, entries),
    unread,
  };
  return [...names].flatMap((name) => {
    const nodes = mentions.get(name) ?? [];
    const declared = nodes.flatMap((node) => (isMemberDeclaration(program.compiler, node.parent) ? [node.parent] : []));
    // No object with data under that name is taken for one that has a method.
    const callable = declared.filter((one) => !isData(program, one));
    return components(program, callable).flatMap((list) => {
      const hasMethod = methods.some((method) => list.includes(method));
      return hasMethod ? [groupOf(shared, name, list, nodes)] : [];
    });
  });
}

interface Shared {
  readonly program: TypedProgram;
  readonly handed: ReadonlyMap<string, readonly HandedOut[]>;
  readonly surface: PublicMembers;
  readonly unread: ReadonlyMap<string, string>;
}

/** The method whose function begins at a place. */
function methodAt({ files, compiler }: TypedProgram, { path, at }: FunctionRef): ts.MethodDeclaration | undefined {
  const file = files.get(path);
  let found: ts.MethodDeclaration | undefined;
  const visit = (node: ts.Node): void => {
    if (at < node.getFullStart() || node.getEnd() <= at) return;
    if (compiler.isMethodDeclaration(node) && node.getStart() === at) found = node;
    compiler.forEachChild(node, visit);
  };
  if (file) visit(file);
  return found && compiler.isClassLike(found.parent) ? found : undefined;
}

const nameText = (name: ts.PropertyName): string => ('text' in name ? name.text : name.getText());

/** Members of one name, as far as one may stand for the other. */
function components({ compiler }: TypedProgram, declared: readonly ts.Declaration[]): ts.Declaration[][] {
  const open: ts.Declaration[] = [];
  const hidden = new MultiMap<ts.Node, ts.Declaration>();
  for (const one of declared) {
    if (!isHidden(compiler, one)) open.push(one);
    else hidden.add(one.parent, one);
  }
  return [open, ...hidden.values()].filter((list) => list.length > 0);
}

function groupOf(
  shared: Shared,
  name: string,
  members: readonly ts.Declaration[],
  mentions: readonly ts.Node[],
): MemberGroup {
  const { program, surface } = shared;
  const group = { methods: [] as FunctionRef[], declarations: [] as DeclaredMember[], calls: [] as MemberCall[] };
  const blockers: CallbackBlocker[] = [];
  const block = (reason: string, node: ts.Node): unknown => blockers.push({ reason, place: program.placeOf(node) });
  for (const member of members) addMember(program, name, member, group, block);
  for (const node of mentions)
    if (!isMemberDeclaration(program.compiler, node.parent)) addUse(program, name, node, members, group, block);
  for (const { members: own, reason, node } of shared.handed.get(name) ?? [])
    if (own.some((one) => members.includes(one))) block(`an object that has it is ${reason}`, node);
  if (surface.isOpen && members.some((one) => !isHidden(program.compiler, one)))
    blockers.push({ reason: 'an entry point of the package exports something without a type', place: '' });
  blockers.push(...unreadMentions(shared, name));
  return { name, ...group, blockers, isPublic: members.some((one) => surface.declarations.has(one)) };
}

type Draft = { methods: FunctionRef[]; declarations: DeclaredMember[]; calls: MemberCall[] };
type Block = (reason: string, node: ts.Node) => unknown;

function addMember(program: TypedProgram, name: string, member: ts.Declaration, group: Draft, block: Block): void {
  const { compiler } = program;
  const isFunction = compiler.isMethodDeclaration(member) || compiler.isMethodSignature(member);
  const isTyped = compiler.isPropertySignature(member) && member.type && compiler.isFunctionTypeNode(member.type);
  if (!isFunction && !isTyped) return void block('it is declared in another way', member);
  if (compiler.isObjectLiteralExpression(member.parent)) return void block('an object implements it', member);
  const signature = isTyped ? member.type : (member as ts.SignatureDeclaration);
  const callback = signature.parameters.at(-1);
  if (!callback || callback.dotDotDotToken || !takesFunction(program, callback))
    return void block('it is declared without a callback as well', member);
  if (compiler.isClassLike(member.parent)) checkClass(program, name, member.parent, block);
  else if (compiler.isInterfaceDeclaration(member.parent)) checkBases(program, name, member.parent, block);
  const ref = { path: program.pathOf(member.getSourceFile()), at: member.getStart() };
  if (compiler.isMethodDeclaration(member) && member.body) {
    group.methods.push(ref);
    return;
  }
  if (!givesNothing(program, signature)) return void block('it is declared to return something', member);
  group.declarations.push({ ...ref, values: callbackValues(program, callback) });
}

function isData({ checker, compiler }: TypedProgram, member: ts.Declaration): boolean {
  const type = checker.getNonNullableType(checker.getTypeAtLocation(member));
  const isOpen = (type.flags & (compiler.TypeFlags.Any | compiler.TypeFlags.Unknown)) !== 0;
  return !isOpen && (type.isUnion() ? type.types : [type]).every((one) => one.getCallSignatures().length === 0);
}

function takesFunction({ checker }: TypedProgram, parameter: ts.ParameterDeclaration): boolean {
  return checker.getNonNullableType(checker.getTypeAtLocation(parameter)).getCallSignatures().length > 0;
}

function givesNothing({ compiler }: TypedProgram, { type }: ts.SignatureDeclaration): boolean {
  const { VoidKeyword, UndefinedKeyword, AnyKeyword, UnknownKeyword } = compiler.SyntaxKind;
  const free: readonly ts.SyntaxKind[] = [VoidKeyword, UndefinedKeyword, AnyKeyword, UnknownKeyword];
  return !type || free.includes(type.kind);
}

function checkClass(program: TypedProgram, name: string, node: ts.ClassLikeDeclaration, block: Block): void {
  const { compiler } = program;
  const isDecorator = (child: ts.Node): boolean => compiler.isDecorator(child);
  const decorated = [node, ...node.members].find((one) => compiler.forEachChild(one, isDecorator));
  if (decorated) block('its class has decorators', decorated);
  checkBases(program, name, node, block);
}

/** What a package declares is called by the package. */
function checkBases(
  program: TypedProgram,
  name: string,
  { heritageClauses }: ts.ClassLikeDeclaration | ts.InterfaceDeclaration,
  block: Block,
): void {
  for (const base of (heritageClauses ?? []).flatMap(({ types }) => types)) {
    const declared = program.membersOf(program.checker.getTypeAtLocation(base), name);
    if (declared?.every((one) => program.isOwn(one))) continue;
    block(declared ? 'it is declared by a package' : 'its class inherits from something unknown', base);
  }
}

function addUse(
  program: TypedProgram,
  name: string,
  node: ts.Node,
  members: readonly ts.Declaration[],
  group: Draft,
  block: Block,
): void {
  const { compiler, checker } = program;
  const access = node.parent;
  const isAccess = compiler.isPropertyAccessExpression(access) || compiler.isElementAccessExpression(access);
  const holder = isAccess
    ? checker.getTypeAtLocation(access.expression)
    : checker.getTypeAtLocation((access as ts.BindingElement).parent);
  const declared = program.membersOf(holder, name);
  if (!declared) return void block('used of a value of unknown type', node);
  const own = declared.filter((one) => members.includes(one));
  if (own.length === 0) return;
  if (own.length < declared.length && declared.some((one) => !program.isOwn(one)))
    return void block('called where it may be that of a package', node);
  const call = access.parent;
  const isCall =
    compiler.isPropertyAccessExpression(access) && compiler.isCallExpression(call) && call.expression === access;
  if (!isCall) return void block('used as a value', node);
  group.calls.push({
    path: program.pathOf(node.getSourceFile()),
    at: access.getStart(),
    place: program.placeOf(node),
  });
}

/** Files that no configuration names may use it under any type. */
function unreadMentions({ unread }: Shared, name: string): CallbackBlocker[] {
  const word = new RegExp(`(?<![\\w$])${name.replace(/[$#]/g, '\\$&')}(?![\\w$])`);
  return [...unread].flatMap(([path, text]) => {
    if (!word.test(text)) return [];
    const isTest = isTestFile(path);
    return [{ reason: 'a file that the compiler does not read mentions it', place: path, ...(isTest && { isTest }) }];
  });
}
