import assert from 'node:assert/strict';
import { convertText } from '../support/convert-text.js';

const codesOf = (text: string): string[] =>
  convertText('a.js', text).decisions.flatMap(({ reasons }) => reasons.map(({ code }) => code));

describe('notes on equivalences', () => {
  it('say what the conversion of a callback function changes', () => {
    const codes = codesOf(`
      const fs = require('fs');
      exports.size = function (file, cb) {
        fs.stat(file, function (err, stats) {
          if (err) return cb(err);
          cb(null, stats.size);
        });
      };
    `);
    assert.deepEqual(codes, ['CS5001', 'CS5002', 'CS5005']);
  });

  it('say that a function which could complete at once now completes later', () => {
    const codes = codesOf(`
      const fs = require('fs');
      exports.size = function (file, cb) {
        if (file) fs.stat(file, function (err, stats) {
          if (err) return cb(err);
          cb(null, stats.size);
        });
        else cb(null, 0);
      };
    `);
    assert.ok(codes.includes('CS5003'), codes.join());
  });

  it('say nothing about errors where nobody waits', () => {
    const codes = codesOf(`
      const fs = require('fs');
      exports.show = function (file) {
        fs.readFile(file, function (err, text) {
          if (err) throw err;
          console.log(text);
        });
      };
    `);
    assert.deepEqual(codes, ['CS5001']);
  });

  it('say that what a function throws which waits for nothing now reaches its callback', () => {
    const codes = codesOf(`
      exports.parse = function (text, cb) {
        if (!text) cb(new Error('no text'));
        else cb(null, JSON.parse(text));
      };
      exports.ask = function (text, cb) {
        if (!text) cb(new TypeError('no text'));
        else cb(null, text);
      };
    `);
    assert.deepEqual(codes, ['CS5005']);
  });

  it('say that a returned completion no longer returns anything, and that its throw completes once', () => {
    const codes = codesOf(`
      const fs = require('fs');
      exports.load = function (file, cb) {
        fs.readFile(file, function (err, text) {
          if (err) return cb(err);
          try {
            return cb(null, JSON.parse(text));
          } catch (e) {
            return cb(e);
          }
        });
      };
    `);
    assert.ok(codes.includes('CS5004') && codes.includes('CS5006'), codes.join());
  });

  it('say that a test fails in other words, and that one which was over at once is over later', () => {
    const codes = codesOf(`
      const assert = require('assert');
      const load = (name, cb) => cb(null, name);
      it('loads', function (done) {
        load('a', function (err, value) {
          assert.ifError(err);
          assert.equal(value, 'a');
          done();
        });
      });
    `);
    assert.ok(codes.includes('CS5003') && codes.includes('CS5008'), codes.join());
    assert.ok(!codes.includes('CS5005'), codes.join());
  });
});
