/**
 * A program of one or two files as one text that runs: the second file is what the first gets for `./lib`.
 *
 * @param lib the second file, if there is one
 */
export function bundled(main: string, lib: string | undefined): string {
  if (lib === undefined) return main;
  const strict = main.startsWith("'use strict'") ? "'use strict';\n" : '';
  return `${strict}require = (function (require) {
  var lib = { exports: {} };
  (function (exports, module) {
${lib}
  })(lib.exports, lib);
  return function (name) { return name === './lib' ? lib.exports : require(name); };
})(require);
${main}`;
}
