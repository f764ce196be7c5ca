/**
 * A CommonJS module that loads the compiled transform, which is made of ES modules. jscodeshift compiles what it requires
 * with Babel, which makes `import()` a `require()`; inside of `Function` it stays what it is.
 *
 * @param name of a transform
 */
export function stockTransformText(name: string): string {
  return `'use strict';

const { join } = require('node:path');
const { pathToFileURL } = require('node:url');

const load = new Function('url', 'return import(url)');
const adapter = pathToFileURL(join(__dirname, '..', '..', 'runner', 'stock-transform.js')).href;
let transform;

module.exports = async (file, api, options) => {
  transform ??= load(adapter).then(({ createStockTransform }) => createStockTransform(${JSON.stringify(name)}));
  return (await transform)(file, api, options);
};
`;
}
