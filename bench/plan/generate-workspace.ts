import fs from 'node:fs';
import path from 'node:path';

/** How large the workspace is. */
export interface WorkspaceSize {
  readonly packages: number;
  /** Source files of each package; a fifth as many tests come on top. */
  readonly files: number;
}

/**
 * Writes a workspace of packages that call one another: files in layers, each calling two of the layer below, an entry
 * point that offers the uppermost layer, and tests.
 *
 * @param root a folder that does not exist
 * @returns how many source files it holds
 */
export function generateWorkspace(root: string, { packages, files }: WorkspaceSize): number {
  write(root, 'package.json', JSON.stringify({ private: true, workspaces: ['packages/*'] }));
  let count = 0;
  for (let owner = 0; owner < packages; owner++) {
    const folder = `packages/p${owner}`;
    const dependencies = owner > 0 ? { [`@bench/p${owner - 1}`]: '^1.0.0' } : {};
    const manifest = {
      name: `@bench/p${owner}`,
      version: '1.0.0',
      private: owner % 2 === 1,
      main: 'index.js',
      dependencies,
    };
    write(root, `${folder}/package.json`, JSON.stringify(manifest));
    write(root, `${folder}/index.js`, entryText(files));
    const tests = Math.ceil(files / 5);
    for (let at = 0; at < files - tests - 1; at++) write(root, `${folder}/lib/m${at}.js`, moduleText(owner, at));
    for (let at = 0; at < tests; at++)
      write(root, `${folder}/test/t${at}.test.js`, testText(at * 4, files - tests - 1));
    count += files;
  }
  return count;
}

function write(root: string, name: string, text: string): void {
  const file = path.join(root, name);
  fs.mkdirSync(path.dirname(file), { recursive: true });
  fs.writeFileSync(file, text);
}

const entryText = (files: number): string =>
  `'use strict';\n\nvar top = require('./lib/m${files - Math.ceil(files / 5) - 2}');\n\nmodule.exports = { load: top.load, list: top.list, save: top.save };\n`;

/** What the functions of a module call: two modules of a layer below, or Node itself. */
function moduleText(owner: number, at: number): string {
  const [first, second] = [Math.floor(at / 2), Math.floor(at / 3)];
  const isBase = at < 4;
  const read = isBase ? `fs.readFile(file, 'utf8', ` : `first.load(file, `;
  const list = isBase ? `fs.readdir(folder, ` : `second.list(folder, `;
  const imports = isBase
    ? ''
    : `var first = require('./m${first === at ? 0 : first}');\nvar second = require('./m${second === at ? 1 : second}');\n`;
  const other = owner > 0 && at % 10 === 0 ? `var below = require('@bench/p${owner - 1}');\n` : '';
  return `'use strict';

var fs = require('fs');
var path = require('path');
${imports}${other}
/** Reads what number ${at} is about. */
exports.load = function load(file, cb) {
  ${read}function (err, text) {
    if (err) return cb(err);
    if (!text) return cb(new Error('nothing in ' + file));
    cb(null, text);
  });
};

exports.list = function list(folder, cb) {
  ${list}function (err, names) {
    if (err) return cb(err);
    var left = names.length;
    if (left === 0) return cb(null, []);
    cb(null, names.filter(function (name) {
      return path.extname(name) === '.txt';
    }));
  });
};

exports.save = function save(file, text, cb) {
  fs.mkdir(path.dirname(file), function (err) {
    if (err && err.code !== 'EEXIST') return cb(err);
    write(file, text, function (err) {
      if (err) return cb(err);
      exports.last = file;
      cb(null, file);
    });
  });
};

function write(file, text, cb) {
  fs.writeFile(file + '.tmp', text, function (err) {
    if (err) return cb(err);
    fs.rename(file + '.tmp', file, function (err) {
      if (err) return cb(err);
      cb();
    });
  });
}

exports.copyAll = function copyAll(files, target, cb) {
  var results = [];
  next(0);
  function next(i) {
    if (i === files.length) return cb(null, results);
    fs.readFile(files[i], function (err, data) {
      if (err) return cb(err);
      write(path.join(target, path.basename(files[i])), data, function (err) {
        if (err) return cb(err);
        results.push(data.length);
        next(i + 1);
      });
    });
  }
};
${other === '' ? '' : `\nexports.below = function (file, cb) {\n  below.load(file, function (err, text) {\n    if (err) return cb(err);\n    cb(null, text.trim());\n  });\n};\n`}`;
}

function testText(at: number, modules: number): string {
  return `'use strict';

var assert = require('assert');
var subject = require('../lib/m${at % modules}');

describe('m${at % modules}', function () {
  it('loads', function (done) {
    subject.load(__filename, function (err, text) {
      if (err) return done(err);
      assert.ok(text);
      done();
    });
  });

  it('fails', function (done) {
    subject.load('none', function (err) {
      assert.equal(err.code, 'ENOENT');
      done();
    });
  });
});
`;
}
