'use strict';

var assert = require('assert');
var fs = require('fs');

var Press = require('../lib/press');
var site = require('./support/site');

describe('press', function () {
  var here, press;

  beforeEach(function () {
    here = site();
    press = new Press(here.dir);
  });
  afterEach(function () {
    here.remove();
  });

  it('prints the pages one after the other', function (done) {
    var seen = [];
    var pages = [
      { name: 'a.txt', text: 'first' },
      { name: 'b.txt', text: 'sécond' }
    ];
    press.on('page', function (name, left) {
      seen.push(name + ' ' + left);
      assert.strictEqual(fs.existsSync(here.path('b.txt')), name === 'b.txt');
    });
    press.on('idle', function () {
      seen.push('idle');
    });
    press.print(pages, function (err, printed) {
      assert.ifError(err);
      assert.deepStrictEqual(printed, { pages: 2, bytes: 12 });
      assert.deepStrictEqual(seen, ['a.txt 1', 'b.txt 0', 'idle']);
      assert.strictEqual(pages.length, 2);
      assert.strictEqual(fs.readFileSync(here.path('b.txt'), 'utf8'), 'sécond');
      done();
    });
  });

  it('stops at the first error and says at which page', function (done) {
    var pages = [
      { name: 'a.txt', text: '1' },
      { name: 'no/such/folder.txt', text: '2' },
      { name: 'c.txt', text: '3' }
    ];
    press.print(pages, function (err, printed) {
      assert.strictEqual(err.code, 'ENOENT');
      assert.strictEqual(err.page, 'no/such/folder.txt');
      assert.strictEqual(printed, undefined);
      assert.ok(fs.existsSync(here.path('a.txt')));
      assert.ok(!fs.existsSync(here.path('c.txt')));
      done();
    });
  });

  it('prints nothing', function (done) {
    press.print([], function (err, printed) {
      assert.ifError(err);
      assert.deepStrictEqual(printed, { pages: 0, bytes: 0 });
      done();
    });
  });

  it('reads a page back with its size', function (done) {
    fs.writeFileSync(here.path('a.txt'), 'one\r\ntwo\n');
    press.proof('a.txt', function (err, text, size) {
      assert.ifError(err);
      assert.strictEqual(text, 'one two');
      assert.strictEqual(size, 9);
      press.proof('b.txt', function (err) {
        assert.strictEqual(err.code, 'ENOENT');
        done();
      });
    });
  });
});
