#!/usr/bin/env node
'use strict';

var path = require('path');

var gazette = require('..');
var Network = require('../lib/network');

var command = process.argv[2];
var dir = path.resolve(process.argv[3] || 'site');
var network = new Network(path.join(dir, 'network'), { latency: 5 });

function done(err, lines) {
	if (err) {
		console.error('gazette: ' + err.message);
		process.exitCode = 1;
		return;
	}
	lines.forEach(function (line) {
		console.log(line);
	});
}

if (command === 'publish') {
	gazette.publish(dir, network, process.argv[4], function (err, printed, pruned) {
		if (err) return done(err);
		done(null, [printed.pages + ' pages, ' + printed.bytes + ' bytes', pruned.removed + ' editions removed']);
	});
} else if (command === 'probe') {
	gazette.probe(dir, network, done);
} else if (command === 'latest') {
	gazette.latest(dir, function (err, edition) {
		if (err) return done(err);
		done(null, edition ? [edition.text] : []);
	});
} else {
	console.error('usage: gazette publish|probe|latest [DIR] [DAY]');
	process.exitCode = 2;
}
