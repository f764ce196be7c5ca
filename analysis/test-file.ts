/** Where a project keeps its tests. */
const TEST_FILE = /(?:^|\/)(?:tests?|specs?|__tests__)\/|[.-](?:test|spec)\.[cm]?[jt]sx?$/;

/** @param path relative to the package, with `/` */
export const isTestFile = (path: string): boolean => TEST_FILE.test(path);
